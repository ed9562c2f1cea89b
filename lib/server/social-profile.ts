import type { Account, Profile, User } from "next-auth";
import { z } from "zod";
import type { SocialProfile } from "@/lib/auth/accounts";
import { canonicalEmail, text } from "@/lib/contract/schemas";
import type { SocialProvider } from "@/lib/contract/social";
import { env } from "./env";

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
  const verified = provider === "github" ? await verifiedAtGitHub(account, user.email) : isVerified(claims);
  return {
    provider,
    subject: id.data,
    type: account.type,
    email: verified && user.email ? canonicalEmail(user.email) : null,
    // Apple's provider says the address where it knows no name.
    name: user.name === user.email ? null : (name.safeParse(user.name).data ?? null),
    image: image.safeParse(user.image).data ?? null,
  };
}

/** Apple says it as text. */
function isVerified({ email_verified: verified }: Profile): boolean {
  return verified === true || String(verified) === "true";
}

const gitHubEmails = z.array(z.object({ email: z.string(), verified: z.boolean() }));

/** GitHub's profile does not say whether its address is verified; its list of addresses does. */
async function verifiedAtGitHub(account: Account, email: string | null | undefined): Promise<boolean> {
  const api = env().AUTH_GITHUB_URL ? `${env().AUTH_GITHUB_URL}/api/v3` : "https://api.github.com";
  const answer = await fetch(`${api}/user/emails`, {
    headers: { authorization: `Bearer ${account.access_token}`, "user-agent": "guestbook" },
    signal: AbortSignal.timeout(5_000),
  }).then(
    (response) => response.json(),
    () => null,
  );
  const emails = gitHubEmails.safeParse(answer).data ?? [];
  return emails.some((entry) => entry.verified && entry.email.toLowerCase() === email?.toLowerCase());
}
