//! The templates in English.

use domain::letter::Purpose;

pub fn text(purpose: Purpose) -> (&'static str, &'static str) {
    match purpose {
        Purpose::Update => (
            "Where we stand, {today}",
            "Hello {client.first_name|there},

here is where we stand.

Done since last time:
{update.done}

Next:
{update.next}

Needed from you:
{update.needed}

If anything looks different from your side, a short reply is enough.

{my.name}",
        ),
        Purpose::Reply => (
            "Your message",
            "Hello {client.first_name|there},

thank you for your message.

{my.name}",
        ),
        Purpose::Welcome => (
            "Welcome, and what comes first",
            "Hello {client.first_name|there},

I am glad that we work together. These are the first steps:
{update.next}

Needed from you:
{update.needed}

If a question comes up, write to me at any time.

{my.name}",
        ),
        Purpose::Scope => (
            "What we agreed on, in writing",
            "Hello {client.first_name|there},

so that we both have it in writing, this is what we agreed on:

{update.next}

What is not on this list is not included; if you need it, tell me, and I send you an estimate first.

Is that how you understood it? One word in reply will do.

{my.name}",
        ),
        Purpose::Kickoff => (
            "Our kickoff",
            "Hello {client.first_name|there},

I would like to begin with a call: what you want to reach, who decides, and how we keep in touch.

Please bring:
{update.needed}

Afterwards comes:
{update.next}

Which day suits you?

{my.name}",
        ),
        Purpose::Change => (
            "Your request",
            "Hello {client.first_name|there},

thank you for your request. I am glad to do it. It goes beyond what we agreed on, so here is what it would take before I begin:

What we agreed on so far stays as it is. A short yes in reply is enough, and I plan it in. If not, nothing changes.

{my.name}",
        ),
        Purpose::HardNews => (
            "Something you should hear early",
            "Hello {client.first_name|there},

I want you to hear this early, and from me.

This is how I suggest we go on:
{update.next}

I am sorry for the trouble. If the days above do not work on your side, tell me, and we find a way.

{my.name}",
        ),
        Purpose::CheckIn => (
            "How is it going?",
            "Hello {client.first_name|there},

some time has passed since we finished. How does it work for you, and is there anything that should be different?

An honest word helps me, whichever way it goes.

{my.name}",
        ),
        Purpose::Recap => (
            "What we reached together",
            "Hello {client.first_name|there},

a look back at what we did together:
{update.done}

What has it changed for you? If you have figures, I would like to see them, and I add mine.

{my.name}",
        ),
        Purpose::Rebooking => (
            "What comes next?",
            "Hello {client.first_name|there},

what we planned is nearly done. I am planning the coming weeks and would like to keep room for you.

Shall we talk about what comes next? If nothing is needed for now, that is fine too.

{my.name}",
        ),
        Purpose::Referral => (
            "A small question",
            "Hello {client.first_name|there},

I was glad to read that you are happy with our work. Is there somebody you know whom it could help as well?

If so, an introduction in two lines is enough; I take it from there. And if nobody comes to mind, never mind.

{my.name}",
        ),
        Purpose::Farewell => (
            "Thank you, and how we close",
            "Hello {client.first_name|there},

our work together ends here, and I want to close it well.

Still to come from me:
{update.next}

Still needed from you:
{update.needed}

You get all files that are yours, and I give back every access. Thank you for your trust; the door stays open.

{my.name}",
        ),
        Purpose::Nudge => (
            "A short question",
            "Hello {client.first_name|there},

I have not heard from you for some days and would like to go on. This is what I need from you:
{update.needed}

If something has come between, tell me, and we find another day.

{my.name}",
        ),
        Purpose::FirstReminder => (
            "Invoice {invoice.number}",
            "Hello {client.first_name|there},

a short note on invoice {invoice.number}: {invoice.open} to be paid, and the day agreed is {invoice.due}.

{invoice.pay}

If you have paid it already, thank you, and there is nothing left to do. If something about it is unclear, tell me.

{my.name}",
        ),
        Purpose::SecondReminder => (
            "Invoice {invoice.number} is open",
            "Hello {client.first_name|there},

invoice {invoice.number} was due on {invoice.due}, and {invoice.open} of it has not come in. It may have slipped through.

Please pay it by {invoice.new_due}. The day on the invoice stays {invoice.due}.

{invoice.pay}

If you have paid it already, thank you. If something about it is unclear, tell me, and we sort it out.

{my.name}",
        ),
        Purpose::ThirdReminder => (
            "Second reminder of invoice {invoice.number}",
            "Hello {client.first_name|there},

invoice {invoice.number} was due on {invoice.due}. I have reminded you of it, and {invoice.open} is still open.

Please pay the whole of it by {invoice.new_due}. If there is a reason why you cannot, call me before that day, so that we find a way.

{invoice.pay}

The day on the invoice stays {invoice.due}: whatever is owed for late payment counts from it.

{my.name}",
        ),
    }
}
