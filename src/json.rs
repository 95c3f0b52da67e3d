//! Strict reading of JSON files: limits, duplicate keys, and errors that name the place.
