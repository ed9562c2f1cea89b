"use client";

import { type FormAction, useForm } from "@/components/form/use-form";
import type { Organization } from "@/lib/features/organizations/api";
import { Section } from "../account/section";
import { TextField } from "../ui/field";
import { FormError } from "../ui/form-error";
import { SubmitButton } from "../ui/submit-button";

/** Creates an organization, and goes to it. */
export function NewOrganization({ create }: { create: FormAction<Organization> }) {
  const { state, pending, form, field } = useForm(create);
  return (
    <Section title="New organization">
      <form {...form} className="grid gap-4">
        <FormError state={state} />
        <TextField label="Name" {...field("name")} autoComplete="off" dir="auto" />
        <div>
          <SubmitButton pending={pending}>Create organization</SubmitButton>
        </div>
      </form>
    </Section>
  );
}
