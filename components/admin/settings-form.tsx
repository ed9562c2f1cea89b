import type { FormState } from "@/lib/contract/form-state";
import type { SocialMethod } from "@/lib/contract/social";
import { Section } from "../account/section";
import { sentence } from "../error-text";
import { link } from "../ui/button";
import { Choice } from "../ui/choice";
import { control, FieldFrame } from "../ui/field";
import { FormError } from "../ui/form-error";
import { SubmitButton } from "../ui/submit-button";
import { Switch } from "../ui/switch";
import type { useForm } from "../use-form";
import { DurationField } from "./duration-field";

/** Every setting in one form, which leads to what a save would change. Each refusal stands where it belongs. */
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
            hint="Visitors start as guests, without an account. Off, nobody new does; guests who are here keep their session and their way to an account."
            error={
              noUpgrade && (
                <span role="alert">{noUpgrade} Otherwise no guest could ever become a member.</span>
              )
            }
            {...isOn("anonymous")}
          />
          <Switch
            label="Email and password"
            hint="A way to an account, and back into it."
            {...isOn("emailAndSecret")}
          />
          <Switch label="Magic link" hint="A link and a code by mail." {...isOn("magicLink")} />
          <Switch
            label="Passkey"
            hint="A way to an account, and back into it, that asks for no address: a device's own lock, or a security key."
            {...isOn("passkey")}
          />
          {providers.map(({ id, name, wants }) => (
            <Switch
              key={id}
              label={name}
              disabled={wants.length > 0}
              hint={
                wants.length === 0 ? "A way to an account, and back into it." : <Wanted variables={wants} />
              }
              error={fields[`authMethods.social.${id}`]}
              {...isOn(id)}
            />
          ))}
        </div>
      </Section>
      <Section title="Anonymous › Settings">
        <fieldset className="grid gap-2">
          <legend className="mb-1 font-semibold">Maximum age of a guest account</legend>
          <Choice
            name="expiry"
            value="never"
            defaultChecked={values.expiry === "never"}
            label="Guests are never removed"
          />
          <Choice
            name="expiry"
            value="after"
            defaultChecked={values.expiry === "after"}
            label="Guests are removed once they have been away for this long"
          />
          <div className="pl-9">
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
          hint="Each visit starts it anew. At most 90 days."
          error={fields.lifetime}
        />
        <FieldFrame
          label="Shortest password"
          hint="In characters, from 8 to 64. Passwords that exist stay as they are."
          error={fields.minLength}
        >
          {(wiring) => (
            <input
              {...wiring}
              type="text"
              inputMode="numeric"
              autoComplete="off"
              name="minLength"
              defaultValue={values.minLength}
              className={`${control} max-w-32`}
            />
          )}
        </FieldFrame>
      </Section>
      <div>
        <SubmitButton pending={pending}>Review changes</SubmitButton>
      </div>
    </form>
  );
}

function Wanted({ variables }: { variables: readonly string[] }) {
  return (
    <>
      Has no credentials. Set{" "}
      {variables.map((variable, index) => (
        <span key={variable}>
          {index > 0 && (index === variables.length - 1 ? " and " : ", ")}
          <code className="font-mono text-ink">{variable}</code>
        </span>
      ))}{" "}
      to switch it on.
    </>
  );
}

/** What is wrong with the form as a whole; for the second of two who save, the way to what holds now. */
function Refusal<Data>({ state }: { state: FormState<Data> }) {
  if (state.status !== "failed" || state.error.code !== "CONFLICT") return <FormError state={state} />;
  return (
    <p role="alert" className="rounded-xl border border-danger px-4 py-3 font-medium text-danger">
      {state.error.message}. Nothing of yours was saved.{" "}
      <a href="/admin/settings" className={link}>
        Show the settings that hold now
      </a>
    </p>
  );
}
