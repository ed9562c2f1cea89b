"use client";

import { Download } from "lucide-react";
import { type FormAction, useForm } from "@/components/form/use-form";
import { Day } from "@/components/ui/local-time";
import type { AnswerOf } from "@/lib/api/table";
import { product } from "@/lib/product";
import { button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { FormError } from "../ui/form-error";
import { Outcome } from "../ui/outcome";
import { QrCode } from "./qr-code";

type RecoveryCode = AnswerOf<"POST /api/auth/anonymous/recovery-code">;

/** Creates a guest's recovery code, and shows it this once. `resumeUrl` is where it is entered. */
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
        Use a recovery code to open this guest account on another device, or here after it expires. It works
        once and replaces any earlier code.
      </p>
      <button type="submit" aria-disabled={pending || undefined} className={button.secondary}>
        Show a recovery code
      </button>
    </form>
  );
}

function Shown({ code, expiresAt, resumeUrl }: RecoveryCode & { resumeUrl: string }) {
  const file = `${product.name} recovery code\n\n${code}\n\nEnter it at ${resumeUrl}\n`;
  return (
    <Outcome>
      <p>
        Save this code now: <strong>you won't see it again.</strong> Anyone who has it can open your guest
        account until <Day at={expiresAt} />.
      </p>
      <p className="rounded-xl bg-raised px-4 py-3 font-mono text-lg">{code}</p>
      <div className="flex flex-wrap gap-3">
        <CopyButton text={code} label="Copy code" />
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(file)}`}
          download="recovery-code.txt"
          className={button.secondary}
        >
          <Download aria-hidden className="size-5" />
          Download code
        </a>
      </div>
      <QrCode text={`${resumeUrl}?code=${code}`} label="QR code for the recovery code" />
      <p className="text-muted text-sm">
        Enter it at <bdi>{resumeUrl}</bdi>, or scan the QR code with a phone.
      </p>
    </Outcome>
  );
}
