import { browserSupportsWebAuthn, startAuthentication, startRegistration } from "@simplewebauthn/browser";
import * as endpoints from "./contract/endpoints";
import type { Envelope, PromptProblem } from "./contract/errors";
import type { Arrival, SignedIn } from "./contract/wire";
import { request } from "./http";

const problems: Record<PromptProblem, string> = {
  PASSKEY_CANCELLED: "The prompt was closed, or left open for too long",
  PASSKEY_ALREADY_HERE: "There is a passkey of this account already",
  PASSKEY_UNSUPPORTED: "Passkeys do not work here",
  PASSKEY_FAILED: "No passkey came of it",
};

/** By the names that WebAuthn gives to what goes wrong (Level 3, 5.1.3 and 5.1.4). */
const problemOf = new Map<string, PromptProblem>([
  ["NotAllowedError", "PASSKEY_CANCELLED"],
  ["AbortError", "PASSKEY_CANCELLED"],
  ["InvalidStateError", "PASSKEY_ALREADY_HERE"],
  ["NotSupportedError", "PASSKEY_UNSUPPORTED"],
  ["ConstraintError", "PASSKEY_UNSUPPORTED"],
]);

/** Has a passkey made, and registers it. */
export async function registerPasskey(input: {
  name?: string;
  password?: string;
}): Promise<Envelope<SignedIn>> {
  const { name, password } = input;
  if (!browserSupportsWebAuthn()) return problem("PASSKEY_UNSUPPORTED");
  const asked = await request(endpoints.registerPasskeyOptions, { password });
  if (asked.error) return asked;
  const made = await prompt(() => startRegistration({ optionsJSON: asked.data }));
  if (made.error) return made;
  const { id, response } = made.data;
  const { clientDataJSON, attestationObject, transports } = response;
  return request(endpoints.registerPasskey, {
    credential: { id, response: { clientDataJSON, attestationObject, transports } },
    name,
  });
}

/** Has a passkey answer, and signs in by it. */
export async function signInByPasskey(): Promise<Envelope<Arrival>> {
  if (!browserSupportsWebAuthn()) return problem("PASSKEY_UNSUPPORTED");
  const asked = await request(endpoints.signInPasskeyOptions);
  if (asked.error) return asked;
  const answered = await prompt(() => startAuthentication({ optionsJSON: asked.data }));
  if (answered.error) return answered;
  const { id, response } = answered.data;
  const { clientDataJSON, authenticatorData, signature, userHandle = "" } = response;
  return request(endpoints.signInPasskey, {
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
