"use client";

import type { Organization } from "@/lib/contract/wire";
import { Section } from "../account/section";
import { fieldErrors } from "../error-text";
import { TextField } from "../ui/field";
import { FormError } from "../ui/form-error";
import { SubmitButton } from "../ui/submit-button";
import { type FormAction, useForm } from "../use-form";

/** Makes an organization, and leads to it. */
export function NewOrganization({ found }: { found: FormAction<Organization> }) {
  const { state, pending, form } = useForm(found);
  const failed = state.status === "failed" ? state : null;
  return (
    <Section title="Make an organization">
      <form {...form} className="grid gap-4">
        <FormError state={state} />
        <TextField
          label="Name"
          name="name"
          autoComplete="off"
          dir="auto"
          defaultValue={failed?.values.name}
          error={failed && fieldErrors(failed.error).name}
        />
        <div>
          <SubmitButton pending={pending}>Make the organization</SubmitButton>
        </div>
      </form>
    </Section>
  );
}
