import {
  type AuthenticationResponseJSON,
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from "@simplewebauthn/browser";
import type { WireOf } from "@/lib/api/define";
import type { Envelope, PromptProblem } from "@/lib/api/errors";
import type { Api } from "@/lib/api/table";
import { call, callForSession } from "@/lib/client/http";

type Registered = WireOf<Api["POST /api/auth/passkey/register"]>;
type SignedIn = WireOf<Api["POST /api/auth/passkey/sign-in"]>;

const problems: Record<PromptProblem, string> = {
  PASSKEY_CANCELLED: "The prompt was closed or timed out",
  PASSKEY_ALREADY_HERE: "This device already has a passkey of this account",
  PASSKEY_UNSUPPORTED: "Passkeys are not supported here",
  PASSKEY_FAILED: "The passkey could not be used",
};

/** By the names of WebAuthn's errors (Level 3, 5.1.3 and 5.1.4). */
const problemOf = new Map<string, PromptProblem>([
  ["NotAllowedError", "PASSKEY_CANCELLED"],
  ["AbortError", "PASSKEY_CANCELLED"],
  ["InvalidStateError", "PASSKEY_ALREADY_HERE"],
  ["NotSupportedError", "PASSKEY_UNSUPPORTED"],
  ["ConstraintError", "PASSKEY_UNSUPPORTED"],
]);

/** Whether somebody asked for a prompt by a button, which no offer may end. */
let hasAsked = false;

/** Opens the prompt for a new passkey, and registers it. */
export async function registerPasskey(input: {
  name?: string;
  password?: string;
}): Promise<Envelope<Registered>> {
  const { name, password } = input;
  if (!browserSupportsWebAuthn()) return problem("PASSKEY_UNSUPPORTED");
  const options = await call("POST /api/auth/passkey/register/options", { password });
  if (options.error) return options;
  const created = await prompt(() => startRegistration({ optionsJSON: options.data }));
  if (created.error) return created;
  const { id, response } = created.data;
  const { clientDataJSON, attestationObject, transports } = response;
  return callForSession("POST /api/auth/passkey/register", {
    credential: { id, response: { clientDataJSON, attestationObject, transports } },
    name,
  });
}

/** Opens the prompt for an existing passkey, and signs in with it. */
export async function signInByPasskey(): Promise<Envelope<SignedIn>> {
  hasAsked = true;
  if (!browserSupportsWebAuthn()) return problem("PASSKEY_UNSUPPORTED");
  const options = await call("POST /api/auth/passkey/sign-in/options", {});
  if (options.error) return options;
  const signed = await prompt(() => startAuthentication({ optionsJSON: options.data }));
  return signed.error ? signed : signInWith(signed.data);
}

/**
 * Offers passkeys where the browser suggests emails, and signs in with the one that is chosen: null where none is, or the browser cannot.
 * Any other prompt, and `cancelPrompt`, ends the offer.
 */
export async function signInByAutofill(): Promise<Envelope<SignedIn> | null> {
  if (!(await browserSupportsWebAuthnAutofill())) return null;
  const options = await call("POST /api/auth/passkey/sign-in/options", {});
  if (options.error || hasAsked) return null;
  const signed = await prompt(() =>
    startAuthentication({ optionsJSON: options.data, useBrowserAutofill: true }),
  );
  return signed.error ? null : signInWith(signed.data);
}

export function cancelPrompt(): void {
  WebAuthnAbortService.cancelCeremony();
}

function signInWith({ id, response }: AuthenticationResponseJSON): Promise<Envelope<SignedIn>> {
  const { clientDataJSON, authenticatorData, signature, userHandle = "" } = response;
  return callForSession("POST /api/auth/passkey/sign-in", {
    credential: { id, response: { clientDataJSON, authenticatorData, signature, userHandle } },
  });
}

async function prompt<Data>(open: () => Promise<Data>): Promise<Envelope<Data>> {
  try {
    return { data: await open(), error: null };
  } catch (error) {
    return problem(problemOf.get(error instanceof Error ? error.name : "") ?? "PASSKEY_FAILED");
  }
}

function problem(code: PromptProblem): Envelope<never> {
  return { data: null, error: { code, message: problems[code], status: 0 } };
}
