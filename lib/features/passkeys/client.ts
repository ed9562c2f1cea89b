import type { WireInputOf } from "@/lib/api/define";
import type { Envelope } from "@/lib/api/errors";
import type { Api } from "@/lib/api/table";
import { call, unreachable } from "@/lib/client/http";

/** The passkey methods of the browser's client. */
export const passkeyClient = {
  /**
   * Opens the browser's prompt for a new passkey, called `name`: a guest becomes a registered user by it, in place, and an account, whose
   * password is given where there is one, has one more. Nothing has changed where the prompt is closed.
   */
  register: (input: { name?: string; password?: string } = {}) =>
    withPrompts(({ registerPasskey }) => registerPasskey(input)),
  /** Opens the prompt for a passkey that is there, and signs in. `data.guest` as at `signIn.email`. */
  signIn: () => withPrompts(({ signInByPasskey }) => signInByPasskey()),
  list: () => call("GET /api/auth/passkeys"),
  rename: (input: WireInputOf<Api["PATCH /api/auth/passkeys/:id"]>) =>
    call("PATCH /api/auth/passkeys/:id", input),
  remove: (input: WireInputOf<Api["DELETE /api/auth/passkeys/:id"]>) =>
    call("DELETE /api/auth/passkeys/:id", input),
};

/** What prompts need is loaded when somebody asks for one. */
async function withPrompts<Data>(
  ask: (prompts: typeof import("./prompts")) => Promise<Envelope<Data>>,
): Promise<Envelope<Data>> {
  const prompts = await import("./prompts").catch(() => null);
  return prompts ? ask(prompts) : { data: null, error: unreachable };
}
