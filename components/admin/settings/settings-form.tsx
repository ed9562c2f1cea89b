import type { InputHTMLAttributes } from "react";
import { Section } from "@/components/account/section";
import { sentence } from "@/components/form/error-text";
import type { useForm } from "@/components/form/use-form";
import { link } from "@/components/ui/button";
import { Choice, Switch } from "@/components/ui/choice";
import { control, FieldFrame, Select } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { SubmitButton } from "@/components/ui/submit-button";
import { unitNames } from "@/lib/api/duration";
import type { FormState } from "@/lib/api/form-state";
import type { SocialMethod } from "@/lib/api/social";

/** Every setting in one form, which leads to what a save would change. Each error is shown where it belongs. */
export function SettingsForm<Data>({
  state,
  pending,
  form,
  values,
  providers,
}: Pick<ReturnType<typeof useForm<Data>>, "state" | "pending" | "form"> & {
  values: Record<string, string>;
  providers: readonly SocialMethod[];
}) {
  const error = state.status === "failed" ? state.error : null;
  const fields = error?.details?.fields ?? {};
  const noUpgrade = error?.code === "UPGRADE_METHOD_REQUIRED" ? sentence(error) : null;
  const expiry = (value: string) => ({ name: "expiry", value, defaultChecked: values.expiry === value });
  const isOn = (name: string) => ({ name, defaultChecked: values[name] === "on" });
  return (
    <form {...form} className="grid max-w-3xl gap-8">
      <input type="hidden" name="step" value="review" />
      <input type="hidden" name="version" value={values.version} />
      {noUpgrade === null && <Refusal state={state} />}
      <Section title="Authentication › Methods">
        <div className="divide-y divide-line">
          <Switch
            label="Anonymous"
            hint="Visitors start as guests, without an account. If you turn this off, no new guests are created. Existing guests stay signed in and can still create an account."
            error={
              noUpgrade && <span role="alert">{noUpgrade} Otherwise guests couldn't create an account.</span>
            }
            {...isOn("anonymous")}
          />
          <Switch label="Email and password" hint="Sign up and sign in." {...isOn("emailAndSecret")} />
          <Switch
            label="Magic link"
            hint="Sign up and sign in with an emailed link or code."
            {...isOn("magicLink")}
          />
          {/* eject-start: passkeys */}
          <Switch
            label="Passkey"
            hint="Sign up and sign in with a device's screen lock or a security key. No email needed."
            {...isOn("passkey")}
          />
          {/* eject-end: passkeys */}
          {providers.map(({ id, name, wants }) => (
            <Switch
              key={id}
              label={name}
              disabled={wants.length > 0}
              hint={wants.length === 0 ? "Sign up and sign in." : <NotConfigured variables={wants} />}
              error={fields[`authMethods.social.${id}`]}
              {...isOn(id)}
            />
          ))}
        </div>
      </Section>
      <Section title="Anonymous › Settings">
        <fieldset className="group/age grid gap-2">
          <legend className="mb-1 font-semibold">Maximum age of a guest account</legend>
          <Choice {...expiry("never")} label="Guests are never removed" />
          <Choice {...expiry("after")} label="Guests are removed after this long without activity" />
          <div className="pl-9 group-has-[[value=never]:checked]/age:hidden">
            <DurationField
              label="Maximum age"
              name="maxAge"
              values={values}
              hint="Counted from the last activity. At least a minute, at most ten years."
              error={fields.maxAge}
            />
          </div>
        </fieldset>
      </Section>
      <Section title="Sessions and passwords">
        <DurationField
          label="Session lifetime"
          name="lifetime"
          values={values}
          hint="Extended with every visit. At most 90 days."
          error={fields.lifetime}
        />
        <FieldFrame
          label="Minimum password length"
          hint="In characters, from 8 to 64. Existing passwords stay valid."
          error={fields.minLength}
        >
          {(wiring) => (
            <WholeNumber {...wiring} name="minLength" defaultValue={values.minLength} className="max-w-32" />
          )}
        </FieldFrame>
      </Section>
      <div>
        <SubmitButton pending={pending}>Review changes</SubmitButton>
      </div>
    </form>
  );
}

function NotConfigured({ variables }: { variables: readonly string[] }) {
  return (
    <>
      Not configured. Set{" "}
      {variables.map((variable, index) => (
        <span key={variable}>
          {index > 0 && (index === variables.length - 1 ? " and " : ", ")}
          <code className="font-mono text-ink">{variable}</code>
        </span>
      ))}{" "}
      to turn it on.
    </>
  );
}

/** What is wrong with the form as a whole; for the second of two who save, the way to the settings in force. */
function Refusal<Data>({ state }: { state: FormState<Data> }) {
  if (state.status !== "failed" || state.error.code !== "CONFLICT") return <FormError state={state} />;
  return (
    <p role="alert" className="rounded-xl border border-danger px-4 py-3 font-medium text-danger">
      These settings were changed in the meantime. Your changes weren't saved.{" "}
      <a href="/admin/settings" className={link}>
        Load current settings
      </a>
    </p>
  );
}

const options = unitNames.map((unit) => ({ value: unit, name: unit }));

/** A length of time: the fields `nameAmount`, a whole number, and `nameUnit`. */
function DurationField({
  label,
  name,
  values,
  hint,
  error,
}: {
  label: string;
  name: string;
  values: Record<string, string>;
  hint?: string;
  error?: string | undefined;
}) {
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      {(wiring) => (
        <div className="flex max-w-sm gap-2">
          <WholeNumber {...wiring} name={`${name}Amount`} defaultValue={values[`${name}Amount`]} />
          <Select
            options={options}
            name={`${name}Unit`}
            defaultValue={values[`${name}Unit`]}
            aria-label={`${label}, unit`}
            className="max-w-36"
          />
        </div>
      )}
    </FieldFrame>
  );
}

/** A field for a whole number. */
function WholeNumber({ className = "", ...input }: InputHTMLAttributes<HTMLInputElement>) {
  return (
    <input
      type="text"
      inputMode="numeric"
      autoComplete="off"
      className={`${control} ${className}`}
      {...input}
    />
  );
}
