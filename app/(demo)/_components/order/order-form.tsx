"use client";

import Link from "next/link";
import { useForm } from "@/components/form/use-form";
import { link } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { TextField } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Place } from "../../_lib/order/orders";
import { placeOrderForm } from "../../actions";
import { FormRefusal } from "../prompts/action-form";

const fields = [
  { name: "name", label: "Full name", autoComplete: "shipping name" },
  { name: "street", label: "Street and number", autoComplete: "shipping street-address" },
  { name: "zip", label: "Postal code", autoComplete: "shipping postal-code" },
  { name: "city", label: "Town or city", autoComplete: "shipping address-level2" },
  { name: "country", label: "Country", autoComplete: "shipping country-name" },
] as const;

/** Where to send the prints. Registered users can also keep the address, and pay by invoice. */
export function OrderForm({
  isGuest,
  email,
  places,
  chosen,
}: {
  isGuest: boolean;
  email: string | null;
  places: Place[];
  chosen: Place | null;
}) {
  const { state, pending, form, field } = useForm(placeOrderForm);
  const payment = field("payment", "on-delivery").defaultValue;
  return (
    <section aria-labelledby="address" className="sheet grid gap-4 p-5 sm:p-7">
      <h2 id="address" className="text-2xl">
        Deliver to
      </h2>
      {places.length > 1 && (
        <ul className="flex flex-wrap gap-x-4 gap-y-1">
          {places.map((place) => (
            <li key={place.id}>
              <Link
                href={`/checkout?place=${place.id}`}
                aria-current={place.id === chosen?.id ? "true" : undefined}
                className={`${link} inline-flex min-h-8 items-center`}
              >
                <bdi>
                  {place.name}, {place.city}
                </bdi>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <FormRefusal
        state={state}
        words={{
          FULL_ACCOUNT_REQUIRED: "Guests can have one open order at a time.",
          FORBIDDEN: "You've reached the limit of open orders, or of saved addresses.",
          NOT_FOUND: "Your cart is already empty. Did you order in another tab?",
        }}
      />
      <form {...form} className="grid gap-4">
        {fields.map(({ name, label, autoComplete }) => (
          <TextField
            key={name}
            label={label}
            {...field(name, chosen?.[name])}
            dir="auto"
            autoComplete={autoComplete}
          />
        ))}
        <TextField label="Contact email" {...field("email", email)} type="email" autoComplete="email" />
        {!isGuest && (
          <>
            <Choice
              type="checkbox"
              name="saves"
              value="yes"
              label="Save this address for next time"
              defaultChecked={field("saves").defaultValue === "yes"}
            />
            <fieldset>
              <legend className="font-semibold">Payment</legend>
              <Choice
                name="payment"
                value="on-delivery"
                label="Pay on delivery"
                defaultChecked={payment === "on-delivery"}
              />
              <Choice
                name="payment"
                value="account"
                label="Pay by invoice"
                defaultChecked={payment === "account"}
              />
            </fieldset>
          </>
        )}
        <SubmitButton pending={pending}>Place order</SubmitButton>
      </form>
    </section>
  );
}
