// The program as wasm-bindgen writes it.

/** Makes a program of bytes, a compiled module, or what stands at an address. */
export default function start(program: { module_or_path: BufferSource | WebAssembly.Module | string }): Promise<unknown>;

/** Starts it as the page. */
export function begin(scripts: Scripts): void;
/** Starts it in a worker. */
export function beginWork(): void;

// What it does for the scripts (`Program`).
export function accessChanged(): void;
export function takeNews(): void;
export function refillMirror(): void;
export function textIsBack(): void;
export function mayGo(): boolean;
