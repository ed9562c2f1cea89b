"use client";

import { useState } from "react";
import { authClient } from "@/lib/auth-client";
import { sentence } from "./error-text";
import { button } from "./ui/button";

const names: Record<string, string> = { google: "Google", github: "GitHub", apple: "Apple" };

/** Each enabled provider as a way to become a member; nothing at all where none is enabled. */
export function SocialButtons({ providers }: { providers: readonly string[] }) {
  const [problem, setProblem] = useState<string | null>(null);
  if (providers.length === 0) return null;

  async function leave(provider: string) {
    const { error } = await authClient.anonymous.upgradeWithSocial({
      provider,
      callbackURL: window.location.pathname,
    });
    setProblem(error && sentence(error));
  }

  return (
    <div className="mt-4 flex flex-wrap items-center gap-3 no-script:hidden">
      {providers.map((provider) => (
        <button key={provider} type="button" onClick={() => leave(provider)} className={button.secondary}>
          Continue with {names[provider] ?? provider}
        </button>
      ))}
      <p role="alert" className="font-medium text-danger">
        {problem}
      </p>
    </div>
  );
}
