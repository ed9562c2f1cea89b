"use server";

import { withNext } from "@/lib/contract/safe-path";
import { thenGo, thenRefresh } from "@/lib/server/onward";
import { guestAction, userAction } from "@/lib/server/product-action";
import * as input from "./_lib/card-input";
import { closeCard, startCard } from "./_lib/cards";
import { addToCart, setQuantity } from "./_lib/cart";
import { closeLink, joinCircle, removeFromCircle, renewLink } from "./_lib/circle";
import { cartItem, newOrder, oneOrder } from "./_lib/order-input";
import { cancelOrder, placeOrder } from "./_lib/orders";
import { gate } from "./_lib/permissions";
import { savePreferences } from "./_lib/preferences";
import { putOff, putOffMoment, takenPrompt, takePrompt } from "./_lib/prompts";
import { changeSignature, removeSignature, signCard } from "./_lib/signatures";

const toCard = ({ id }: { id: string }) => `/cards/${id}`;

export const startCardForm = thenGo(guestAction(input.newCard, startCard), toCard);
export const joinForm = thenGo(guestAction(input.cardLink, joinCircle), toCard);
export const closeCardForm = thenRefresh(userAction(input.oneCard, closeCard, gate("card.close")));

export const signCardForm = thenRefresh(userAction(input.newSignature, signCard));
export const changeSignatureForm = thenRefresh(userAction(input.changedSignature, changeSignature));
export const removeSignatureForm = thenRefresh(userAction(input.ownedSignature, removeSignature));

export const renewLinkForm = thenRefresh(userAction(input.oneCard, renewLink));
export const closeLinkForm = thenRefresh(userAction(input.oneCard, closeLink));
export const removeFromCircleForm = thenRefresh(
  userAction(input.circleMember, removeFromCircle, gate("circle.manage")),
);

export const savePreferencesForm = thenRefresh(guestAction(input.preferences, savePreferences));
export const saveScheme = thenRefresh(userAction(input.schemeAlone, savePreferences));

export const setQuantityForm = thenRefresh(userAction(cartItem, setQuantity));
export const addToCartForm = thenGo(userAction(input.oneCard, addToCart), () => "/cart");
export const placeOrderForm = thenGo(userAction(newOrder, placeOrder), ({ id }) => `/orders/${id}`);
export const cancelOrderForm = thenRefresh(userAction(oneOrder, cancelOrder));

export const putOffForm = thenRefresh(userAction(putOffMoment, putOff));
export const takePromptForm = thenGo(userAction(takenPrompt, takePrompt), ({ next }) =>
  withNext("/upgrade", next),
);
