/** Makes a program of bytes, a compiled module, or what stands at an address, and starts it. Written by wasm-bindgen. */
export default function start(program: { module_or_path: BufferSource | WebAssembly.Module | string }): Promise<unknown>;
