"use client";

import { useState } from "react";
import { authClient } from "@/lib/auth-client";
import type { SocialIntent, SocialWay } from "@/lib/contract/social";
import { sentence } from "./error-text";
import { button } from "./ui/button";

/** Each provider that is switched on as a way to become a member, or to sign in, and then to `next`; nothing where none is. */
export function SocialButtons({
  providers,
  intent,
  next,
}: {
  providers: readonly SocialWay[];
  intent: SocialIntent;
  next: string;
}) {
  const [problem, setProblem] = useState<string | null>(null);
  if (providers.length === 0) return null;

  async function leave(provider: string) {
    const go = intent === "upgrade" ? authClient.anonymous.upgradeWithSocial : authClient.signIn.social;
    const { error } = await go({ provider, callbackURL: next });
    setProblem(error && sentence(error));
  }

  return (
    <div className="grid items-center gap-3 sm:flex sm:flex-wrap no-script:hidden">
      {providers.map(({ id, name }) => (
        <button key={id} type="button" onClick={() => leave(id)} className={button.secondary}>
          Continue with {name}
        </button>
      ))}
      <p role="alert" className="font-medium text-danger">
        {problem}
      </p>
    </div>
  );
}
