"use client";

import Link from "next/link";
import { fieldErrors } from "@/components/error-text";
import { button } from "@/components/ui/button";
import { control, FieldFrame } from "@/components/ui/field";
import { useForm } from "@/components/use-form";
import type { CartItem } from "../_lib/cart";
import { inEuro, printPrice } from "../_lib/prices";
import { setQuantityForm } from "../actions";
import { Cover } from "./cover";
import { Refused } from "./refused";

/** A card in the cart: how many prints of it, and the way out again. */
export function CartLine({ item }: { item: CartItem }) {
  return (
    <li className="sheet grid grid-cols-[5rem_1fr] gap-x-4 gap-y-3 p-4 sm:grid-cols-[6rem_1fr_auto]">
      <Cover occasion={item.occasion} className="aspect-square w-full self-start rounded-lg" />
      <p className="min-w-0">
        <Link href={`/cards/${item.cardId}`} className="hover:underline">
          <bdi dir="auto" className="line-clamp-3 font-display font-semibold text-xl leading-snug">
            {item.title}
          </bdi>
        </Link>
        <span className="mt-1 block text-muted">{inEuro(printPrice)} each, folded, with an envelope</span>
      </p>
      <div className="col-span-2 flex items-end gap-2 sm:col-span-1">
        <Quantity item={item} />
        <TakeOut item={item} />
      </div>
    </li>
  );
}

function Quantity({ item }: { item: CartItem }) {
  const { state, form } = useForm(setQuantityForm);
  const error = state.status === "failed" ? fieldErrors(state.error).quantity : undefined;
  return (
    <form {...form} className="grid gap-2">
      {!error && <Refused state={state} />}
      <input type="hidden" name="cardId" value={item.cardId} />
      <div className="flex items-end gap-2">
        <FieldFrame label="Prints" error={error}>
          {(wiring) => (
            <input
              type="number"
              name="quantity"
              min={1}
              max={20}
              inputMode="numeric"
              defaultValue={item.quantity}
              className={`${control} w-20!`}
              {...wiring}
            />
          )}
        </FieldFrame>
        <button type="submit" className={button.secondary}>
          Update <span className="sr-only">{item.title}</span>
        </button>
      </div>
    </form>
  );
}

function TakeOut({ item }: { item: CartItem }) {
  const { state, form } = useForm(setQuantityForm);
  return (
    <form {...form} className="grid gap-2">
      <Refused state={state} />
      <input type="hidden" name="cardId" value={item.cardId} />
      <input type="hidden" name="quantity" value="0" />
      <button type="submit" className={button.quiet}>
        Take out <span className="sr-only">{item.title}</span>
      </button>
    </form>
  );
}
