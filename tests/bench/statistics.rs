//! Medians and spreads: the machine is shared, so the middle counts and not the mean.

/// The value that this part of all are not above, by linear interpolation; none of nothing.
pub fn quantile(values: &[f64], part: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = part * sorted.len().checked_sub(1)? as f64;
    let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    Some(below + (above - below) * place.fract())
}

/// The value in the middle.
pub fn median(values: &[f64]) -> Option<f64> {
    quantile(values, 0.5)
}

/// The middle of several measurements, and between what they lie.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Spread {
    pub least: f64,
    pub median: f64,
    pub most: f64,
}

impl Spread {
    /// Of at least one value.
    pub fn of(values: &[f64]) -> Option<Self> {
        Some(Self { least: quantile(values, 0.0)?, median: median(values)?, most: quantile(values, 1.0)? })
    }
}

#[test]
fn a_quantile_lies_between_the_values_around_it() {
    for (values, part, expected) in [
        (&[][..], 0.5, None),
        (&[3.0][..], 0.95, Some(3.0)),
        (&[4.0, 1.0, 3.0, 2.0][..], 0.5, Some(2.5)),
        (&[1.0, 2.0, 3.0][..], 1.0, Some(3.0)),
    ] {
        assert_eq!(quantile(values, part), expected, "{values:?}");
    }
}
