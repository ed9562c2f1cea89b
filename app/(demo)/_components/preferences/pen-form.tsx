"use client";

import { useTheme } from "next-themes";
import { useEffect } from "react";
import { RequestKey } from "@/components/form/request-key";
import { useForm } from "@/components/form/use-form";
import { Choice } from "@/components/ui/choice";
import { TextField } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Preferences } from "../../_lib/preferences/preferences";
import { savePreferencesForm } from "../../actions";
import { FormRefusal } from "../prompts/action-form";
import { InkField, inkOf } from "../signature/pen-fields";

const schemes = { system: "System", light: "Light", dark: "Dark" };

/** Sets the name and ink that are filled in when somebody signs, and the colour scheme. */
export function PenForm({ pen }: { pen: Preferences }) {
  const { state, pending, form, field } = useForm(savePreferencesForm);
  const { setTheme } = useTheme();
  const scheme = field("colorScheme", pen.colorScheme).defaultValue;
  const saved = state.status === "done" ? state.values.colorScheme : undefined;

  useEffect(() => {
    if (saved) setTheme(saved);
  }, [saved, setTheme]);

  return (
    <form {...form} className="sheet grid gap-5 p-5 sm:p-7">
      <RequestKey />
      <FormRefusal state={state} />
      <TextField
        label="Pen name"
        {...field("penName", pen.penName)}
        optional
        dir="auto"
        autoComplete="nickname"
        hint="Filled in for you when you sign."
      />
      <InkField chosen={inkOf(field("ink", pen.ink).defaultValue)} />
      <fieldset>
        <legend className="mb-1 font-semibold">Appearance</legend>
        <div className="flex flex-wrap gap-x-6">
          {Object.entries(schemes).map(([value, label]) => (
            <Choice
              key={value}
              name="colorScheme"
              value={value}
              label={label}
              defaultChecked={value === scheme}
            />
          ))}
        </div>
      </fieldset>
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton pending={pending}>Save changes</SubmitButton>
        <p role="status" className="font-medium text-success">
          {state.status === "done" && "Saved."}
        </p>
      </div>
    </form>
  );
}
