import { expect, test } from "vitest";
import { parse } from "@/lib/server/request/parse";
import { configChange } from "./management-schemas";

test.each([
  [{ nonsense: 1 }, "nonsense"],
  [{ authMethods: { telepathy: true } }, "authMethods.telepathy"],
  [{ authMethods: { emailPassword: "yes" } }, "authMethods.emailPassword"],
  [{ authMethods: { emailPassword: null } }, "authMethods.emailPassword"],
  [{ authMethods: { anonymous: { enabled: true, maxAge: 59 } } }, "authMethods.anonymous.maxAge"],
  [{ authMethods: { anonymous: { enabled: true, maxAge: 60.5 } } }, "authMethods.anonymous"],
  [{ authMethods: { anonymous: { enabled: true, maxAge: "3600" } } }, "authMethods.anonymous"],
  [{ authMethods: { anonymous: { enabled: true, typo: 1 } } }, "authMethods.anonymous.typo"],
  [{ authMethods: { anonymous: null } }, "authMethods.anonymous"],
  [{ authMethods: { social: { "no provider": true } } }, "authMethods.social.no provider"],
  [{ session: { lifetime: 1 } }, "session.lifetime"],
  [{ password: { minLength: 7 } }, "password.minLength"],
])("%j is refused, and its field is named", (change, field) => {
  const refused = parse(configChange, change);
  expect(refused).toMatchObject({ ok: false, code: "VALIDATION_FAILED" });
  expect(refused.ok ? [] : Object.keys(refused.details?.fields ?? {})).toContain(field);
});
