//! Twenty sessions of a writer.

/// Each letter is a step; what they mean stands in `session.rs`.
pub const SESSIONS: [&str; 20] = [
    "aaa",
    "abcabc",
    "aarbbraa",
    "AAAAAA",
    "AAAArAAAA",
    "AaBbAaBb",
    "nanbn",
    "adaba",
    "dadd",
    "apap",
    "xaxk",
    "kaAAka",
    "a2aasaam",
    "A2AsAAsAArmt",
    "ab2bsavsabvsb",
    "A2vAsvAsvAsvArt",
    "AAAArtAAtrA",
    "a2a2asasasarmrtr",
    "AAnAdArAtAp",
    "BBB2BBsBBrmBBBt",
];
