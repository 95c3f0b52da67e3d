// Files for respondents: what is packed comes out as it was, and a form stays within its block.

import assert from "node:assert/strict";
import { test } from "node:test";
import { enclose } from "../../web/enclose.js";
import { pack, unpack } from "../../web/pack.js";

/** More than goes into one call, with every byte in it. */
const BYTES = Uint8Array.from({ length: 100_000 }, (_, index) => (index * index * 31 + (index >> 8)) % 256);

test("bytes come out as they were", async () => {
  assert.deepEqual(await unpack(await pack(BYTES)), BYTES);
});

test("a text with one letter changed is refused", async () => {
  const packed = await pack(BYTES);
  const at = packed.length >> 1;
  await assert.rejects(unpack(packed.slice(0, at) + (packed[at] === "A" ? "B" : "A") + packed.slice(at + 1)));
});

const BLOCKS = ["locales/fr.json", "program", "later", "blank", "enclosed"];
const blocks = (ids) => ids.map((id) => `<script type="text/plain" id="${id}"></script>`).join("\n");
const blank = (ids) => `<style></style><script>"<style></style>"</script>${blocks(ids)}`;
const filling = (html) => async () => ({
  program: "P",
  later: "",
  blank: await pack(new TextEncoder().encode(html)),
  style: async () => "p{}",
  text: async (name) => `{"</script>":"${name}"}`,
});
const within = (html, id) => html.split(` id="${id}">`)[1].split("</script>")[0];

test("a form cannot leave its block", async () => {
  const text = '{"a":"</script><script>alert(1)</script><!--"}';
  const html = await enclose(filling(blank(BLOCKS)), "$& </script>", "a.json", text);
  assert.equal(html.match(/<\/script>/g).length, 1 + BLOCKS.length);
  assert.ok(html.startsWith('<style>p{}</style><script>"<style></style>"</script>'));
  assert.deepEqual(JSON.parse(within(html, "locales/fr.json")), { "</script>": "locales/fr.json" });
  assert.equal(within(html, "program"), "P");
  assert.deepEqual(JSON.parse(within(html, "enclosed")), { title: "$& </script>", name: "a.json", text });
  assert.equal(new TextDecoder().decode(await unpack(within(html, "blank"))), blank(BLOCKS));
});

test("a blank without a place for styles is refused", async () => {
  await assert.rejects(enclose(filling(blocks(BLOCKS)), "t", "n", "{}"), /no place for/);
});

test("a blank that lacks a block, or has it twice, is refused", async () => {
  for (const ids of [BLOCKS.slice(2), [...BLOCKS, "later"]]) {
    await assert.rejects(enclose(filling(blank(ids)), "t", "n", "{}"), /no place for/);
  }
});
