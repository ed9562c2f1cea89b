import type { Metadata } from "next";
import { PenForm } from "../_components/preferences/pen-form";
import { preferencesOf } from "../_lib/preferences/preferences";
import { viewer } from "../_lib/viewer";

export const metadata: Metadata = { title: "Preferences", robots: { index: false } };

export default async function PreferencesPage() {
  const user = await viewer();
  return (
    <div data-no-banner className="mx-auto grid max-w-xl gap-6">
      <div>
        <h1 className="text-4xl">Preferences</h1>
        <p className="mt-2 text-lg text-muted">Your signature and appearance, on every device.</p>
      </div>
      <PenForm pen={preferencesOf(user ?? { name: null, metadata: {} })} />
    </div>
  );
}
