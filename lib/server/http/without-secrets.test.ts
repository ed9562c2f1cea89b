import { expect, test } from "vitest";
import { z } from "zod";
import { fieldsOf } from "@/lib/api/form-state";
import { magicLinkProof, newAccount, passwordChange } from "@/lib/api/schemas";
import { withoutSecrets } from "./action";

test("a form is filled again with its texts, but with no secret, no file and nothing of the framework's", () => {
  const form = new FormData();
  form.set("email", "ann@example.com");
  form.set("name", "Ann");
  form.set("file", new Blob(["text"]));
  for (const name of ["$ACTION_KEY", "password", "idempotencyKey", "isAnonymous"]) form.set(name, "x");
  expect(withoutSecrets(fieldsOf(form), newAccount)).toEqual({ email: "ann@example.com", name: "Ann" });
});

test("what is secret is said by the schema, not by a name", () => {
  const fields = { promoCode: "SPRING", postcode: "12345", passwordHint: "none" };
  const schema = z.object({ promoCode: z.string(), postcode: z.string(), passwordHint: z.string() });
  expect(withoutSecrets(fields, schema)).toEqual(fields);
  expect(withoutSecrets({ currentPassword: "a", newPassword: "b" }, passwordChange)).toEqual({});
  expect(withoutSecrets({ email: "a@b.example", code: "123456", token: "t" }, magicLinkProof)).toEqual({
    email: "a@b.example",
  });
});
