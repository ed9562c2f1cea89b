import type { Account, Profile, User } from "next-auth";
import { z } from "zod";
import type { SocialProfile } from "@/lib/auth/accounts";
import { canonicalEmail, text } from "@/lib/contract/schemas";
import type { SocialProvider } from "@/lib/contract/social";
import { gitHubApi } from "./credentials";

/** At most 255 characters of ASCII (OpenID Connect Core, 2), which GitHub's numbers are, too. */
const subject = z.string().regex(/^[\x21-\x7e]{1,255}$/);
const name = text(100).transform((value) => value || null);
const image = z.url({ protocol: /^https$/ }).max(2000);

/**
 * What we keep of what a provider says, or null where it names nobody. An address counts only where the provider says
 * that it is verified; a name or picture that we would refuse from a person is left out.
 */
export async function socialProfile(
  provider: SocialProvider,
  user: User,
  account: Account,
  claims: Profile,
): Promise<SocialProfile | null> {
  const id = subject.safeParse(account.providerAccountId);
  if (!id.success || (account.type !== "oidc" && account.type !== "oauth")) return null;
  const email =
    provider === "github" ? await addressAtGitHub(account, user.email) : verifiedAddress(user, claims);
  return {
    provider,
    subject: id.data,
    type: account.type,
    email: email ? canonicalEmail(email) : null,
    // Apple's provider says the address where it knows no name.
    name: user.name === user.email ? null : (name.safeParse(user.name).data ?? null),
    image: image.safeParse(user.image).data ?? null,
  };
}

/** Apple says it as text. */
function verifiedAddress(user: User, { email_verified: verified }: Profile): string | null {
  return verified === true || String(verified) === "true" ? (user.email ?? null) : null;
}

const gitHubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/**
 * The address that the profile shows, else the primary one, if it is verified: the profile does not say so, and the list
 * of addresses does.
 */
async function addressAtGitHub(account: Account, shown: string | null | undefined): Promise<string | null> {
  const response = await fetch(`${gitHubApi()}/user/emails`, {
    headers: { authorization: `Bearer ${account.access_token}`, "user-agent": "guestbook" },
    signal: AbortSignal.timeout(5_000),
  });
  // Without the right to ask there is no list; a list that is late is not the same.
  if (response.status >= 500) throw new Error(`the list of addresses: ${response.status}`);
  const emails = gitHubEmails.safeParse(await response.json()).data ?? [];
  const entry = emails.find(({ email, primary }) =>
    shown ? email.toLowerCase() === shown.toLowerCase() : primary,
  );
  return entry?.verified ? entry.email : null;
}
