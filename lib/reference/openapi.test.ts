import { readdirSync, readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import * as endpoints from "@/lib/contract/endpoints";
import * as management from "@/lib/contract/management";
import * as ownerSchemas from "@/lib/contract/management-schemas";
import * as passkeySchemas from "@/lib/contract/passkey-schemas";
import * as schemas from "@/lib/contract/schemas";
import { webhookTypes } from "@/lib/contract/webhook-schemas";
import { openApi } from "./openapi";
import { forOwners, forPeople } from "./operations";

test("the document is OpenAPI 3.1", async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(openApi("https://guestbook.example"));
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(validator.version).toBe("3.1");
});

test("every webhook is in the document, as it is sent", () => {
  const { webhooks } = openApi("https://guestbook.example");
  expect(Object.keys(webhooks)).toEqual(webhookTypes);
  const { schema } = webhooks["user.upgraded"]?.post.requestBody.content["application/json"] ?? {};
  expect(schema).toMatchObject({ properties: { type: { const: "user.upgraded" } } });
});

test("every endpoint is in the reference once, and no other", () => {
  const table = { ...endpoints, ...management };
  const all = Object.values(table).filter((value) => "path" in value);
  const referenced = [...forPeople, ...forOwners].map((row) => row.endpoint);
  expect(new Set(referenced)).toEqual(new Set(all));
  expect(referenced).toHaveLength(all.length);
});

test("every door takes what the reference says that it takes", () => {
  const sources = readdirSync("app/api", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts"))
    .map((file) => readFileSync(`app/api/${file}`, "utf8"));
  const doors = sources.flatMap((source) => [
    ...source.matchAll(/(?:door|managed|managedList)\(\s*(?:endpoints|management)\.(\w+),\s*(\w+),/g),
  ]);
  const known = { ...endpoints, ...management };
  const inputs = { ...schemas, ...passkeySchemas, ...ownerSchemas };
  for (const [, name = "", schema = ""] of doors) {
    const endpoint = Reflect.get(known, name);
    const row = [...forPeople, ...forOwners].find((row) => row.endpoint === endpoint);
    expect(row?.input, name).toBe(Reflect.get(inputs, schema));
  }
  expect(doors).toHaveLength(forPeople.length + forOwners.length);
});
