//! Days and moments in the words of a language: `Intl.DateTimeFormat`.

use js_sys::{Array, Date, Intl, Object, Reflect};
use submission_core::time::WallTime;
use wasm_bindgen::{JsCast, JsValue};

/// A calendar day ("30 October 2024").
pub fn day(language: &str, day: submission_core::draft::Date) -> String {
    let date = Date::new(&JsValue::from_str(&format!("{day}T12:00:00Z")));
    format(
        language,
        &date,
        &[("day", "numeric"), ("month", "long"), ("year", "numeric"), ("timeZone", "UTC")],
    )
}

/// A moment in the writer's own time zone ("24 November 2026, 14:05").
pub fn moment(language: &str, time: WallTime) -> String {
    let date = Date::new(&JsValue::from_f64(time.as_millis() as f64));
    format(language, &date, &[("dateStyle", "long"), ("timeStyle", "short")])
}

/// Today where the writer is.
pub fn today() -> Option<submission_core::draft::Date> {
    let now = Date::new_0();
    let year = u16::try_from(now.get_full_year()).ok()?;
    let month = u8::try_from(now.get_month() + 1).ok()?;
    submission_core::draft::Date::new(year, month, u8::try_from(now.get_date()).ok()?)
}

fn format(language: &str, date: &Date, options: &[(&str, &str)]) -> String {
    let wanted = Object::new();
    for (name, value) in options {
        // Setting a member of a plain object cannot fail.
        let _ = Reflect::set(&wanted, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    // Documents of the United Nations put the day first; plain "en" is American.
    let locale = if language == "en" { "en-GB" } else { language };
    let formatter = Intl::DateTimeFormat::new(&Array::of1(&JsValue::from_str(locale)), &wanted);
    let formatted = formatter.format().call1(&JsValue::NULL, date);
    formatted
        .ok()
        .and_then(|text| text.dyn_into::<js_sys::JsString>().ok())
        .map_or_else(String::new, String::from)
}
