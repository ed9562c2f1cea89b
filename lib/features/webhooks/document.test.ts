import { expect, test } from "vitest";
import { openApi } from "@/lib/api/openapi";
import { webhookTypes } from "./schemas";

test("every webhook is in the document, as it is sent", () => {
  const { webhooks } = openApi("https://guestbook.example");
  expect(Object.keys(webhooks)).toEqual(webhookTypes);
  const { schema } = webhooks["user.upgraded"]?.post.requestBody.content["application/json"] ?? {};
  expect(schema).toMatchObject({ properties: { type: { const: "user.upgraded" } } });
});
