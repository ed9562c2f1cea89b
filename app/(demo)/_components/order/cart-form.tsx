"use client";

import Link from "next/link";
import { useState } from "react";
import { useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { control, FieldFrame } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { CartItem } from "../../_lib/order/cart";
import { inEuro, printPrice } from "../../_lib/order/prices";
import { checkOutForm, removeFromCartForm } from "../../actions";
import { Cover } from "../cover/cover";
import { ActionForm, FormRefusal } from "../prompts/action-form";
import { Sum } from "./order-lines";

const formId = "cart";

/** The cart: how many prints of each card, and what they cost as the numbers change. Going on to the checkout saves the numbers. */
export function CartForm({ items }: { items: CartItem[] }) {
  const { state, pending, form, errors } = useForm(checkOutForm);
  const [typed, setTyped] = useState<Record<string, number>>({});
  const lines = items.map(({ cardId, quantity }) => {
    return { quantity: typed[cardId] ?? quantity, unitPrice: printPrice };
  });
  return (
    <>
      <ul className="grid gap-4">
        {items.map((item) => (
          <Line
            key={item.cardId}
            item={item}
            error={errors[item.cardId]}
            onChange={(quantity) => setTyped({ ...typed, [item.cardId]: quantity })}
          />
        ))}
      </ul>
      <Sum items={lines} />
      <form {...form} id={formId} className="grid gap-3">
        <FormRefusal state={state} />
        <SubmitButton pending={pending}>Go to checkout</SubmitButton>
      </form>
    </>
  );
}

function Line({
  item,
  error,
  onChange,
}: {
  item: CartItem;
  error: string | undefined;
  onChange: (quantity: number) => void;
}) {
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
        <FieldFrame label="Prints" error={error}>
          {(wiring) => (
            <input
              form={formId}
              type="number"
              name={item.cardId}
              min={1}
              max={20}
              inputMode="numeric"
              defaultValue={item.quantity}
              onChange={({ target }) => {
                const quantity = target.valueAsNumber;
                if (Number.isInteger(quantity) && quantity >= 0) onChange(quantity);
              }}
              className={`${control} w-20!`}
              {...wiring}
            />
          )}
        </FieldFrame>
        <ActionForm
          action={removeFromCartForm}
          fields={{ cardId: item.cardId }}
          label={
            <>
              Remove <span className="sr-only">{item.title}</span>
            </>
          }
          look={button.quiet}
        />
      </div>
    </li>
  );
}
