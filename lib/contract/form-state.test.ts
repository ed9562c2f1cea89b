import { expect, test } from "vitest";
import { fieldsOf, shown } from "./form-state";

test("a form is filled again with its texts, but with no secret, no file and nothing of the framework's", () => {
  const form = new FormData();
  form.set("email", "ann@example.com");
  form.set("version", "3");
  form.set("file", new Blob(["text"]));
  for (const name of ["$ACTION_KEY", "password", "currentPassword", "token", "code"])
    form.set(name, "secret");
  expect(shown(fieldsOf(form))).toEqual({ email: "ann@example.com", version: "3" });
});
