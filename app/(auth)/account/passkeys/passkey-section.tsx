import { Passkeys } from "@/components/passkeys/passkeys";
import { Unavailable } from "@/components/shell/page-notice";
import { listPasskeys } from "@/lib/features/passkeys/passkeys";
import { ask } from "@/lib/server/session";
import { removePasskey, renamePasskey } from "./actions";

/** The current user's passkeys, as a part of the account page. */
export async function PasskeySection({ hasPassword }: { hasPassword: boolean }) {
  const passkeys = await ask(listPasskeys);
  if (!passkeys.ok) return <Unavailable />;
  return (
    <Passkeys
      passkeys={passkeys.data}
      hasPassword={hasPassword}
      rename={renamePasskey}
      remove={removePasskey}
    />
  );
}
