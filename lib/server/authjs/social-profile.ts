import type { Account, Profile, User } from "next-auth";
import { z } from "zod";
import { canonicalEmail, nameOrNone } from "@/lib/api/schemas";
import type { SocialProviderInfo } from "@/lib/api/social";
import type { AccountTokens, SocialProfile } from "@/lib/auth/social/accounts";

/** What a provider vouches for, as Auth.js hands it on: its user made of the claims, the account with the tokens, the claims. */
export type Vouched = { user: User; account: Account; claims: Profile };

/** Returns the email that a provider says is verified, or null. */
export type VerifiedEmail = (vouched: Vouched) => string | null | Promise<string | null>;

/** What is ours to say about a provider. */
export type OwnTerms = {
  /** Finds the email that the provider says is verified. Without it: the profile's, where its claims hold `email_verified`. */
  verifiedEmail?: VerifiedEmail;
  /** Keeps the provider's tokens, encrypted, for code of yours that calls it: `readProviderTokens`. Without it none is stored. */
  keepTokens?: true;
};

/** At most 255 characters of ASCII (OpenID Connect Core, 2), which GitHub's numbers are, too. */
const subject = z.string().regex(/^[\x21-\x7e]{1,255}$/);
const name = nameOrNone(100);
const image = z.url({ protocol: /^https$/ }).max(2000);

/**
 * Returns what is used of a provider's profile, or null where it names nobody. An email counts only where the provider says that it is
 * verified; a name or image that we would not accept from a person is left out.
 */
export async function socialProfile(
  { id: provider, verifiedEmail = claimedEmail, keepTokens }: SocialProviderInfo & OwnTerms,
  vouched: Vouched,
): Promise<SocialProfile | null> {
  const { user, account } = vouched;
  const id = subject.safeParse(account.providerAccountId);
  if (!id.success || (account.type !== "oidc" && account.type !== "oauth")) return null;
  const email = await verifiedEmail(vouched);
  return {
    provider,
    subject: id.data,
    type: account.type,
    email: email ? canonicalEmail(email) : null,
    // Apple's provider says the address where it knows no name.
    name: user.name === user.email ? null : (name.safeParse(user.name).data ?? null),
    image: image.safeParse(user.image).data ?? null,
    ...(keepTokens && { tokens: tokensOf(account) }),
  };
}

/** Apple says `email_verified` as text; a provider without the claim says nothing. */
function claimedEmail({ user, claims: { email_verified: verified } }: Vouched): string | null {
  return verified === true || String(verified) === "true" ? (user.email ?? null) : null;
}

function tokensOf(account: Account): AccountTokens {
  return {
    refresh_token: account.refresh_token ?? null,
    access_token: account.access_token ?? null,
    id_token: account.id_token ?? null,
    expires_at: account.expires_at ?? null,
    token_type: account.token_type ?? null,
    scope: account.scope ?? null,
    session_state: typeof account.session_state === "string" ? account.session_state : null,
  };
}
