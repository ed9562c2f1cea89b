import { readdirSync, readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { openApi } from "./openapi";
import { api, partsOf } from "./table";

test("the document is OpenAPI 3.1", async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(openApi("https://guestbook.example"));
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(validator.version).toBe("3.1");
});

test("dates are ISO 8601 text in the document, and no secret input is described without being marked", () => {
  const { paths } = openApi("https://guestbook.example");
  const text = JSON.stringify(paths["/api/auth/sign-in/email"]);
  expect(text).toContain('"format":"date-time"');
  expect(text).toContain('"writeOnly":true');
});

test("every endpoint of the table has a route at its path, and every route of the table is there", () => {
  const files = readdirSync("app/api", { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith("route.ts"),
  );
  const served = files.flatMap((file) => {
    const path = `/api/${file.replace(/\/?route\.ts$/, "").replace(/\[(\w+)\]/g, ":$1")}`;
    const source = readFileSync(`app/api/${file}`, "utf8");
    const keys = [...source.matchAll(/(?:route|endpoint)\(\s*"([^"]+)"/g)].map(([, key = ""]) => key);
    for (const key of keys) expect(partsOf(key).path, file).toBe(path);
    return keys;
  });
  expect(served.sort()).toEqual(Object.keys(api).sort());
});
