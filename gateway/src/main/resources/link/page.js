"use strict";

const WORDS = {
  en: {
    dir: "ltr",
    "not-me": {
      title: "Was it not you?",
      text: "All sessions of your account end, no device stays trusted, and you get a link to choose a new password.",
      confirm: "This was not me",
      done: "Your account is secured. Look into your mailbox for the link to choose a new password.",
    },
    "reset-password": {
      title: "Choose a new password",
      text: "All sessions end. Afterwards you sign in with the new password.",
      label: "New password",
      confirm: "Set the password",
      done: "The password is set. You can sign in with it now.",
    },
    recover: {
      title: "Recover the account",
      text: "Your second factors are removed and all sessions end. Afterwards you sign in with your password.",
      confirm: "Recover the account",
      done: "The second factors are removed. Sign in with your password and add one again.",
    },
    unlock: {
      title: "Let me sign in",
      text: "Your account opens at once, and whoever guesses passwords elsewhere does not hold this browser back any more.",
      confirm: "Open my account",
      done: "Your account is open. You can sign in now.",
    },
    invalid: "The link does not work, or does not work any more. Ask for another one.",
    refused: "This password is not acceptable.",
    later: "That did not work at the moment. Try again.",
  },
  ar: {
    dir: "rtl",
    "not-me": {
      title: "لم تكن أنت؟",
      text: "ستنتهي كل جلسات حسابك، ولن يبقى أي جهاز موثوقًا، وسيصلك رابط لاختيار كلمة مرور جديدة.",
      confirm: "لم أكن أنا",
      done: "أُمّن حسابك. ستجد في بريدك رابط اختيار كلمة مرور جديدة.",
    },
    "reset-password": {
      title: "اختر كلمة مرور جديدة",
      text: "ستنتهي كل الجلسات، ثم تسجّل الدخول بكلمة المرور الجديدة.",
      label: "كلمة المرور الجديدة",
      confirm: "عيّن كلمة المرور",
      done: "عُيّنت كلمة المرور، ويمكنك الآن تسجيل الدخول بها.",
    },
    recover: {
      title: "استعد الحساب",
      text: "ستُزال عوامل التحقق الثانية وتنتهي كل الجلسات، ثم تسجّل الدخول بكلمة المرور.",
      confirm: "استعد الحساب",
      done: "أُزيلت عوامل التحقق الثانية. سجّل الدخول بكلمة المرور وأضف عاملًا من جديد.",
    },
    unlock: {
      title: "اسمح لي بتسجيل الدخول",
      text: "يُفتح حسابك فورًا، ولن يمنع هذا المتصفحَ بعد الآن من يخمّن كلمات المرور من مكان آخر.",
      confirm: "افتح حسابي",
      done: "فُتح حسابك، ويمكنك الآن تسجيل الدخول.",
    },
    invalid: "الرابط لا يعمل أو لم يعد يعمل. اطلب رابطًا آخر.",
    refused: "كلمة المرور هذه غير مقبولة.",
    later: "لم ينجح ذلك الآن. حاول مرة أخرى.",
  },
};

const CALLS = {
  "not-me": "api/auth/not-me",
  "reset-password": "api/auth/password/reset",
  recover: "api/auth/recovery",
  unlock: "api/security/unlock",
};

const language = (navigator.language || "en").toLowerCase().startsWith("ar") ? "ar" : "en";
const words = WORDS[language];
const page = location.pathname.split("/").pop();
const token = location.hash.slice(1);
const by = (id) => document.getElementById(id);
const form = by("form");
const password = by("password");

// The token stays neither in the address bar nor in the history.
history.replaceState(null, "", location.pathname);

function tell(text) {
  by("outcome").textContent = text;
}

function tellReasons(reasons) {
  const list = by("reasons");
  list.replaceChildren(
    ...reasons.map((reason) => {
      const item = document.createElement("li");
      item.textContent = reason.text;
      return item;
    }),
  );
  list.hidden = reasons.length === 0;
}

async function confirm(event) {
  event.preventDefault();
  by("confirm").disabled = true;
  tell("");
  tellReasons([]);
  try {
    const asked = words[page].label ? { token, password: password.value } : { token };
    const answer = await fetch(CALLS[page], {
      method: "POST",
      credentials: page === "unlock" ? "same-origin" : "omit", // that one leaves a cookie
      headers: { "Content-Type": "application/json", "Accept-Language": language },
      body: JSON.stringify(asked),
    });
    await tellOutcome(answer);
  } catch {
    tell(words.later);
  }
  by("confirm").disabled = false;
}

async function tellOutcome(answer) {
  if (answer.ok) {
    form.hidden = true;
    tell(words[page].done);
  } else if (answer.status === 422) {
    tell(words.refused);
    tellReasons((await answer.json()).reasons || []);
  } else if (answer.status === 400) {
    tell(words.invalid);
  } else {
    tell(words.later);
  }
}

document.documentElement.lang = language;
document.documentElement.dir = words.dir;
document.title = words[page].title;
by("title").textContent = words[page].title;
by("confirm").textContent = words[page].confirm;
if (token === "") {
  tell(words.invalid);
} else {
  by("text").textContent = words[page].text;
  if (words[page].label) {
    by("label").textContent = words[page].label;
    by("label").hidden = false;
    password.hidden = false;
    password.required = true;
  }
  form.hidden = false;
  form.addEventListener("submit", confirm);
}
