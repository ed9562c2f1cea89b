import type { Metadata } from "next";
import { PenForm } from "../_components/pen-form";
import { preferencesOf } from "../_lib/preferences";
import { viewer } from "../_lib/viewer";
import { savePreferencesForm } from "../actions";

export const metadata: Metadata = { title: "Your pen", robots: { index: false } };

export default async function PenPage() {
  const user = await viewer();
  return (
    <div className="mx-auto grid max-w-xl gap-6">
      <div>
        <h1 className="text-4xl">Your pen</h1>
        <p className="mt-2 text-lg text-muted">How you like to sign, and to see things. It goes with you.</p>
      </div>
      <PenForm action={savePreferencesForm} pen={preferencesOf(user ?? { name: null, metadata: {} })} />
    </div>
  );
}
