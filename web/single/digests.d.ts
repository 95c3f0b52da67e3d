/** The SHA-256 of each program in the single file, in hexadecimal digits; "" for one that it has not. Written by `xtask/src/release/scripts.rs`. */
export const DIGESTS: { [id: string]: string };
