//! The sessions of a writer in which every call is let fail.

/// Each letter is a step; what they mean stands in `session.rs`.
pub const SESSIONS: [&str; 39] = [
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
    // Files, copies and removals.
    "aoaeo",
    "oroerp",
    "a2oesaeor",
    "RaRrAR",
    // What the page keeps beside the text.
    "aHaHRaHr",
    "AHA2AHsAHr",
    "aqHaRHauHr",
    // A storage without room.
    "aqaAarau",
    "kqAoaur",
    "qaoerqp",
    "aqd2aasaumr",
    "AAqAAdRuAr",
    // A mirror that is cleared, closed or late.
    "aMaraMr",
    "AXAAArA",
    "LaabrLA",
    "aqLaMaXaar",
    "a2LasaMsar",
    // Clocks.
    "adFSSSTSSra",
    "oTdSFSSoSer",
];
