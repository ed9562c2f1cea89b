import { z } from "zod";
import { unitNames, units } from "./duration";
import { maxAge, passwordMinLength, sessionLifetime } from "./management-schemas";

// What the forms of the owner's pages send: text alone, and a box that is not ticked sends nothing.

const box = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");
const unit = z.enum(unitNames, { error: "Choose a unit" });

/** Digits as a number; NaN, with words for the field, for anything else. */
function whole(text: string, field: string, ctx: z.core.$RefinementCtx): number {
  if (/^\s*\d{1,9}\s*$/.test(text)) return Number(text);
  ctx.addIssue({ code: "custom", path: [field], message: "Write a whole number" });
  return Number.NaN;
}

const rules = z.object({
  maxAge: maxAge.nullable(),
  lifetime: sessionLifetime,
  minLength: passwordMinLength,
});

/**
 * The settings as a form: `step` says whether it is looked at once more, shown with what it would do, or saved. Errors of
 * the three numbers are named `maxAge`, `lifetime` and `minLength`.
 */
export const settingsForm = z
  .strictObject({
    step: z.enum(["edit", "review", "save"]),
    version: z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
    anonymous: box,
    emailAndSecret: box,
    magicLink: box,
    google: box,
    github: box,
    apple: box,
    oidc: box,
    expiry: z.enum(["never", "after"], { error: "Choose one" }),
    maxAgeAmount: z.string(),
    maxAgeUnit: unit,
    lifetimeAmount: z.string(),
    lifetimeUnit: unit,
    minLength: z.string(),
  })
  .transform((form, ctx) => {
    const numbers = rules.safeParse({
      maxAge:
        form.expiry === "never" ? null : whole(form.maxAgeAmount, "maxAge", ctx) * units[form.maxAgeUnit],
      lifetime: whole(form.lifetimeAmount, "lifetime", ctx) * units[form.lifetimeUnit],
      minLength: whole(form.minLength, "minLength", ctx),
    });
    if (!numbers.success) {
      for (const { path, message } of numbers.error.issues) ctx.addIssue({ code: "custom", path, message });
      return z.NEVER;
    }
    const { maxAge, lifetime, minLength } = numbers.data;
    const { google, github, apple, oidc } = form;
    return {
      step: form.step,
      wanted: {
        authMethods: {
          anonymous: { enabled: form.anonymous, maxAge },
          emailPassword: form.emailAndSecret,
          magicLink: form.magicLink,
          social: { google, github, apple, oidc },
        },
        session: { lifetime },
        password: { minLength },
        version: form.version,
      },
    };
  });
