"use server";

import { withNext } from "@/lib/api/safe-path";
import { withRedirect, withRefresh } from "@/lib/server/http/action";
import { guestAction, userAction } from "@/lib/server/http/product-action";
import { changeCard, closeCard, deleteCard, startCard } from "./_lib/card/cards";
import { closeLink, joinCircle, leaveCircle, removeFromCircle, renewLink } from "./_lib/card/circle";
import { deliverCard, withdrawDelivery } from "./_lib/card/delivery";
import * as input from "./_lib/input";
import { addToCart, removeFromCart, setQuantities } from "./_lib/order/cart";
import { cancelOrder, placeOrder } from "./_lib/order/orders";
import { gate } from "./_lib/permissions";
import { colorSchemeOnly, preferences, savePreferences } from "./_lib/preferences/preferences";
import { dismissedPrompt, dismissPrompt, takenPrompt, takePrompt } from "./_lib/preferences/prompts";
import { changeSignature, removeSignature, signCard } from "./_lib/signature/signatures";

const toCard = ({ id }: { id: string }) => `/cards/${id}`;
const toCards = () => "/";

export const startCardForm = withRedirect(guestAction(input.newCard, startCard), toCard);
export const changeCardForm = withRefresh(userAction(input.changedCard, changeCard));
export const closeCardForm = withRefresh(userAction(input.oneCard, closeCard, gate("card.close")));
export const deleteCardForm = withRedirect(userAction(input.oneCard, deleteCard), toCards);

export const deliverCardForm = withRefresh(
  userAction(input.delivery, deliverCard, undefined, { sendsEmail: true }),
);
export const withdrawDeliveryForm = withRefresh(userAction(input.oneCard, withdrawDelivery));

export const joinForm = withRedirect(guestAction(input.cardLink, joinCircle), toCard);
export const leaveForm = withRedirect(userAction(input.oneCard, leaveCircle), toCards);
export const renewLinkForm = withRefresh(userAction(input.oneCard, renewLink));
export const closeLinkForm = withRefresh(userAction(input.oneCard, closeLink));
export const removeFromCircleForm = withRefresh(
  userAction(input.circleMember, removeFromCircle, gate("circle.manage")),
);

export const signCardForm = withRefresh(userAction(input.newSignature, signCard));
export const changeSignatureForm = withRefresh(userAction(input.changedSignature, changeSignature));
export const removeSignatureForm = withRefresh(userAction(input.oneSignature, removeSignature));

export const savePreferencesForm = withRefresh(guestAction(preferences, savePreferences));
export const saveColorScheme = withRefresh(userAction(colorSchemeOnly, savePreferences));

export const checkOutForm = withRedirect(userAction(input.cartQuantities, setQuantities), () => "/checkout");
export const removeFromCartForm = withRefresh(userAction(input.oneCard, removeFromCart));
export const addToCartForm = withRedirect(userAction(input.oneCard, addToCart), () => "/cart");
export const placeOrderForm = withRedirect(
  userAction(input.newOrder, placeOrder),
  ({ id }) => `/orders/${id}`,
);
export const cancelOrderForm = withRefresh(userAction(input.oneOrder, cancelOrder));

export const dismissPromptForm = withRefresh(userAction(dismissedPrompt, dismissPrompt));
export const takePromptForm = withRedirect(userAction(takenPrompt, takePrompt), ({ next }) =>
  withNext("/upgrade", next),
);
