import { currentSession } from "@/app/current-session";
import type { SessionState } from "@/components/shell/session-provider";
import { product } from "@/lib/product";

const here: Record<SessionState["status"], string> = {
  // A visitor is a guest a moment later, and nothing may move then.
  visitor: "You are using a guest account. Your data will be preserved when you create an account.",
  guest: "You are using a guest account. Your data will be preserved when you create an account.",
  user: "You have an account here. What you made as a guest is still yours.",
  unknown: "We can't load your session right now. Nothing is lost – please try again in a moment.",
};

export default async function StartPage() {
  const { status } = await currentSession();
  return (
    <div className="max-w-prose pt-4 sm:pt-8">
      <h1 className="text-4xl sm:text-5xl">{product.name}</h1>
      <p className="mt-4 text-lg text-muted">{here[status]}</p>
    </div>
  );
}
