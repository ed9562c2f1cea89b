"use client";

import { type FormAction, useForm } from "@/components/form/use-form";
import type { AnswerOf } from "@/lib/api/table";
import { TextField } from "../ui/field";
import { FormError } from "../ui/form-error";
import { Outcome } from "../ui/outcome";
import { SubmitButton } from "../ui/submit-button";
import { EditRow } from "./section";

/** The current user's own name, and the form to change it. */
export function NameChange({
  name,
  change,
}: {
  name: string | null;
  change: FormAction<AnswerOf<"PATCH /api/auth/account">>;
}) {
  const { state, pending, form, field } = useForm(change);
  return (
    <EditRow name="Name" value={name ? <bdi>{name}</bdi> : "Not set"} open={state.status !== "idle"}>
      {state.status === "done" ? (
        <Outcome>
          <p>Your name is saved.</p>
        </Outcome>
      ) : (
        <form {...form} className="grid gap-4">
          <FormError state={state} />
          <TextField label="Name" {...field("name", name)} autoComplete="name" />
          <div>
            <SubmitButton pending={pending}>Save changes</SubmitButton>
          </div>
        </form>
      )}
    </EditRow>
  );
}
