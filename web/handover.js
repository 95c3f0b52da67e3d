// Hands over what is stored where the loader did not run (early.js): the one thing that is left to do.

import { read } from "./mirror.js";
import { show } from "./rescue.js";

show(/** @type {HTMLElement} */ (document.getElementById("rescue")), "", read);
