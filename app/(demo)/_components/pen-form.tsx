"use client";

import { useTheme } from "next-themes";
import { useEffect } from "react";
import { fieldErrors } from "@/components/error-text";
import { TextField } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { type FormAction, useForm } from "@/components/use-form";
import type { Preferences } from "../_lib/preferences";
import { InkField } from "./pen-fields";
import { Refused } from "./refused";

const schemes = [
  { scheme: "system", label: "As this device" },
  { scheme: "light", label: "Light" },
  { scheme: "dark", label: "Dark" },
] as const;

/** Sets what stands ready when somebody signs, and light or dark. */
export function PenForm({ action, pen }: { action: FormAction<null>; pen: Preferences }) {
  const { state, pending, form } = useForm(action);
  const { setTheme } = useTheme();
  const values = state.status === "failed" ? state.values : null;
  const errors = state.status === "failed" ? fieldErrors(state.error) : {};
  const saved = state.status === "done" ? state.values.colorScheme : undefined;

  useEffect(() => {
    if (saved) setTheme(saved);
  }, [saved, setTheme]);

  return (
    <form {...form} className="sheet grid gap-5 p-5 sm:p-7">
      <Refused state={state} />
      <TextField
        label="Pen name"
        name="penName"
        optional
        dir="auto"
        autoComplete="nickname"
        hint="Stands ready when you sign a card."
        defaultValue={values?.penName ?? pen.penName ?? undefined}
        error={errors.penName}
      />
      <InkField chosen={values?.ink ?? pen.ink} />
      <fieldset>
        <legend className="mb-1 font-semibold">Light or dark</legend>
        <div className="flex flex-wrap gap-x-6">
          {schemes.map(({ scheme, label }) => (
            <label key={scheme} className="flex min-h-11 items-center gap-2.5">
              <input
                type="radio"
                name="colorScheme"
                value={scheme}
                defaultChecked={scheme === (values?.colorScheme ?? pen.colorScheme)}
                className="size-5 accent-accent"
              />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton pending={pending}>Save</SubmitButton>
        <p role="status" className="font-medium text-success">
          {state.status === "done" && "Saved."}
        </p>
      </div>
    </form>
  );
}
