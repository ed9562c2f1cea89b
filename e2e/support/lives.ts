import type { Client } from "pg";
import type { SignedIn } from "@/lib/api/shapes";
import { apiClient } from "@/lib/testing/api";
import { password } from "@/lib/testing/people";

/** What somebody was told by the server, one after the other. */
export type Life = { id: string; token: string; email: string; asked: boolean; upgraded: string | null };

export const upgradedOf = (lives: Life[]) => lives.filter(({ upgraded }) => upgraded !== null);

/**
 * Makes guests and upgrades two of three, one after the other, until `isOver`, or else until the server is gone. Who is
 * told that the database is away tries on as somebody else.
 */
export async function liveOn(
  url: string,
  prefix: string,
  lives: Life[],
  isOver = () => false,
): Promise<void> {
  try {
    for (let index = 0; !isOver(); index++) {
      const api = apiClient(url);
      const { status, data: guest } = await api.post<SignedIn>("/api/auth/sign-in/anonymous");
      if (status === 503) continue;
      if (!guest?.session.token) throw new Error(`no guest: ${status}`);
      const email = `${prefix}-${index}@example.com`;
      const life: Life = {
        id: guest.user.id,
        token: guest.session.token,
        email,
        asked: false,
        upgraded: null,
      };
      lives.push(life);
      if (index % 3 === 2) continue;
      life.asked = true;
      const { token } = life;
      const body = { email, password };
      const { data } = await api.post<SignedIn>("/api/auth/anonymous/upgrade", { token, body });
      life.upgraded = data?.session.token ?? null;
    }
  } catch (error) {
    // What fetch throws when the server dies under it; anything else is a finding.
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
  }
}

/** Those who are not what the server told them, or cannot get in any more, each with what was found instead. */
export async function lostAmong(lives: Life[], url: string, client: Client): Promise<string[]> {
  const lost: string[] = [];
  for (const life of lives) {
    const { rows } = await client.query("SELECT is_anonymous, email FROM users WHERE id = $1", [life.id]);
    const [row] = rows;
    const isRegistered = row?.is_anonymous === false && row.email === life.email;
    const isGuest = row?.is_anonymous === true && row.email === null;
    // An upgrade that was asked for and never answered may have been done.
    if (life.upgraded !== null ? !isRegistered : !isGuest && !(life.asked && isRegistered)) {
      lost.push(`${life.id} is ${JSON.stringify(row)}`);
      continue;
    }
    // In that case the secret was renewed; the password is the way back in.
    const answerLost = life.upgraded === null && isRegistered;
    const id = answerLost ? await signIn(url, life.email) : await idOf(url, life.upgraded ?? life.token);
    if (id !== life.id) lost.push(`${life.id} got in as ${id}`);
  }
  return lost;
}

async function idOf(url: string, token: string): Promise<string | null> {
  const { data } = await apiClient(url).get<SignedIn>("/api/auth/get-session", { token });
  return data?.user.id ?? null;
}

async function signIn(url: string, email: string): Promise<string | null> {
  const body = { email, password };
  const { data } = await apiClient(url).post<SignedIn>("/api/auth/sign-in/email", { body });
  return data?.user.id ?? null;
}
