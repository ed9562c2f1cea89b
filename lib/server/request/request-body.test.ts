import { expect, test } from "vitest";
import { largestBody, readJson } from "./request-body";

function request(body: BodyInit | null, headers: Record<string, string> = {}): Request {
  const json = { "content-type": "application/json", ...headers };
  const sent = { method: "POST", body, headers: json, duplex: "half" };
  return new Request("http://localhost", sent);
}

/** A JSON string in an object, of this many bytes in all. */
const ofSize = (bytes: number) => JSON.stringify({ a: "x".repeat(bytes - '{"a":""}'.length) });

test("a body is measured in bytes, announced or not, and none that is too large is read to its end", async () => {
  expect((await readJson(request(ofSize(largestBody)))).ok).toBe(true);
  expect(await readJson(request(ofSize(largestBody + 1)))).toMatchObject({ code: "BODY_TOO_LARGE" });
  expect(await readJson(request(null, { "content-length": String(largestBody + 1) }))).toMatchObject({
    code: "BODY_TOO_LARGE",
  });
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += 1024;
      controller.enqueue(new Uint8Array(1024).fill(32));
    },
  });
  expect(await readJson(request(endless))).toMatchObject({ code: "BODY_TOO_LARGE" });
  expect(sent).toBeLessThan(2 * largestBody);
});

test.each([
  ["", { ok: true, data: {} }],
  ['{"a":1}', { ok: true, data: { a: 1 } }],
  ["[1]", { code: "INVALID_JSON" }],
  ["null", { code: "INVALID_JSON" }],
  ["{", { code: "INVALID_JSON" }],
  [new Uint8Array([0x7b, 0xff, 0x7d]), { code: "INVALID_JSON" }],
])("%o is %o", async (body, expected) => {
  expect(await readJson(request(body))).toMatchObject(expected);
});

test("anything but JSON is refused by its type, and no body needs none", async () => {
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonx"])
    expect(await readJson(request("{}", { "content-type": type }))).toMatchObject({
      code: "UNSUPPORTED_MEDIA_TYPE",
    });
  expect(await readJson(request("{}", { "content-type": "Application/JSON; charset=utf-8" }))).toMatchObject({
    ok: true,
  });
  expect(await readJson(new Request("http://localhost", { method: "POST" }))).toMatchObject({
    ok: true,
    data: {},
  });
});
