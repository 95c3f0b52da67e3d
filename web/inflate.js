// For browsers without streams that compress: of the library only what is used.
export { gunzipSync, gzipSync } from "fflate";
