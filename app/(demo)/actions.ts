"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import type { FormState } from "@/lib/contract/form-state";
import { guestAction } from "@/lib/server/action";
import { newCard, newSignature } from "./_lib/card-input";
import { signCard, startCard } from "./_lib/cards";

type Made = FormState<{ id: string }>;

const start = guestAction(newCard, startCard);
const sign = guestAction(newSignature, signCard);

/** Starts a card and goes to it. */
export async function startCardForm(previous: Made, form: FormData): Promise<Made> {
  const state = await start(previous, form);
  if (state.status === "done") redirect(`/cards/${state.data.id}`);
  return state;
}

/** Signs a card and shows the wall with the new signature. */
export async function signCardForm(previous: Made, form: FormData): Promise<Made> {
  const state = await sign(previous, form);
  if (state.status === "done") refresh();
  return state;
}
