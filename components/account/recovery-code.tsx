"use client";

import type { RecoveryCode } from "@/lib/contract/wire";
import { Day } from "../day";
import { button } from "../ui/button";
import { FormError } from "../ui/form-error";
import { Outcome } from "../ui/outcome";
import { type FormAction, useForm } from "../use-form";
import { QrCode } from "./qr-code";

/** Makes a guest's own way back, and shows it this once. `resumeUrl` is where it is typed. */
export function RecoveryCodeForm({
  create,
  resumeUrl,
}: {
  create: FormAction<RecoveryCode>;
  resumeUrl: string;
}) {
  const { state, pending, form } = useForm(create);

  if (state.status === "done") return <Shown {...state.data} resumeUrl={resumeUrl} />;
  return (
    <form {...form} className="grid justify-items-start gap-3">
      <FormError state={state} />
      <p>
        A recovery code opens this guest account on another device, or here after it ended. It works once, and
        replaces the one you made before.
      </p>
      <button type="submit" aria-disabled={pending || undefined} className={button.secondary}>
        Show a recovery code
      </button>
    </form>
  );
}

function Shown({ code, expiresAt, resumeUrl }: RecoveryCode & { resumeUrl: string }) {
  return (
    <Outcome>
      <p>
        Write this down or take a picture of it: <strong>it is not shown again.</strong> Whoever has it can
        open your guest account, until <Day at={expiresAt} />.
      </p>
      <p className="rounded-xl bg-raised px-4 py-3 font-mono text-lg">{code}</p>
      <QrCode text={`${resumeUrl}?code=${code}`} label="The same code, as a picture for a phone's camera" />
      <p className="text-muted text-sm">
        Type it at <bdi>{resumeUrl}</bdi>, or point a phone's camera at the picture.
      </p>
    </Outcome>
  );
}
