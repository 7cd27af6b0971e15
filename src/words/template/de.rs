//! The templates in German.

use domain::letter::Purpose;

pub fn text(purpose: Purpose) -> (&'static str, &'static str) {
    match purpose {
        Purpose::Update => (
            "Stand der Dinge, {today}",
            "Guten Tag {client.person|zusammen},

hier ist der Stand der Dinge.

Erledigt seit dem letzten Mal:
{update.done}

Als Nächstes:
{update.next}

Das brauche ich von Ihnen:
{update.needed}

Wenn etwas aus Ihrer Sicht anders aussieht, genügt eine kurze Antwort.

Freundliche Grüße
{my.name}",
        ),
        Purpose::Reply => (
            "Ihre Nachricht",
            "Guten Tag {client.person|zusammen},

vielen Dank für Ihre Nachricht.

Freundliche Grüße
{my.name}",
        ),
        Purpose::Welcome => (
            "Willkommen, und womit wir anfangen",
            "Guten Tag {client.person|zusammen},

ich freue mich auf unsere Zusammenarbeit. Das sind die ersten Schritte:
{update.next}

Das brauche ich von Ihnen:
{update.needed}

Wenn eine Frage auftaucht, schreiben Sie mir jederzeit.

Freundliche Grüße
{my.name}",
        ),
        Purpose::Scope => (
            "Was wir vereinbart haben",
            "Guten Tag {client.person|zusammen},

damit wir es beide schriftlich haben, hier ist, was wir vereinbart haben:

{update.next}

Was nicht auf dieser Liste steht, gehört nicht dazu. Wenn Sie es brauchen, sagen Sie es mir, und Sie bekommen zuerst eine Schätzung.

Haben Sie es auch so verstanden? Ein Wort als Antwort genügt.

Freundliche Grüße
{my.name}",
        ),
        Purpose::Kickoff => (
            "Unser Auftaktgespräch",
            "Guten Tag {client.person|zusammen},

ich möchte mit einem Gespräch beginnen: was Sie erreichen wollen, wer entscheidet und wie wir in Verbindung bleiben.

Bitte bringen Sie mit:
{update.needed}

Danach kommt:
{update.next}

Welcher Tag passt Ihnen?

Freundliche Grüße
{my.name}",
        ),
        Purpose::Change => (
            "Ihre Anfrage",
            "Guten Tag {client.person|zusammen},

vielen Dank für Ihre Anfrage. Ich übernehme das gern. Es geht über das Vereinbarte hinaus, deshalb zuerst, was es bedeuten würde:

Was wir bisher vereinbart haben, bleibt, wie es ist. Ein kurzes Ja genügt, und ich plane es ein. Wenn nicht, ändert sich nichts.

Freundliche Grüße
{my.name}",
        ),
        Purpose::HardNews => (
            "Etwas, das Sie früh wissen sollten",
            "Guten Tag {client.person|zusammen},

ich möchte, dass Sie das früh erfahren, und von mir.

So schlage ich vor weiterzumachen:
{update.next}

Es tut mir leid, dass es Mühe macht. Wenn diese Tage bei Ihnen nicht passen, sagen Sie es mir, und wir finden einen Weg.

Freundliche Grüße
{my.name}",
        ),
        Purpose::CheckIn => (
            "Wie läuft es?",
            "Guten Tag {client.person|zusammen},

seit unserem Abschluss ist etwas Zeit vergangen. Wie bewährt es sich bei Ihnen, und sollte etwas anders sein?

Ein ehrliches Wort hilft mir, wie auch immer es ausfällt.

Freundliche Grüße
{my.name}",
        ),
        Purpose::Recap => (
            "Was wir gemeinsam erreicht haben",
            "Guten Tag {client.person|zusammen},

ein Blick zurück auf das, was wir gemeinsam gemacht haben:
{update.done}

Was hat sich dadurch bei Ihnen verändert? Wenn Sie Zahlen haben, sehe ich sie gern und lege meine dazu.

Freundliche Grüße
{my.name}",
        ),
        Purpose::Rebooking => (
            "Wie geht es weiter?",
            "Guten Tag {client.person|zusammen},

was wir geplant hatten, ist fast fertig. Ich plane gerade die nächsten Wochen und möchte Ihnen Platz freihalten.

Wollen wir besprechen, was als Nächstes kommt? Wenn im Moment nichts ansteht, ist das auch in Ordnung.

Freundliche Grüße
{my.name}",
        ),
        Purpose::Referral => (
            "Eine kleine Frage",
            "Guten Tag {client.person|zusammen},

es freut mich, dass Sie mit unserer Arbeit zufrieden sind. Kennen Sie jemanden, dem sie auch helfen könnte?

Wenn ja, genügen zwei Zeilen, um uns bekannt zu machen; den Rest übernehme ich. Und wenn Ihnen niemand einfällt, ist das auch gut.

Freundliche Grüße
{my.name}",
        ),
        Purpose::Farewell => (
            "Danke, und wie wir abschließen",
            "Guten Tag {client.person|zusammen},

unsere Zusammenarbeit endet hier, und ich möchte sie gut abschließen.

Von mir kommt noch:
{update.next}

Von Ihnen brauche ich noch:
{update.needed}

Sie bekommen alle Dateien, die Ihnen gehören, und ich gebe jeden Zugang zurück. Danke für Ihr Vertrauen; die Tür bleibt offen.

Freundliche Grüße
{my.name}",
        ),
        Purpose::Nudge => (
            "Eine kurze Frage",
            "Guten Tag {client.person|zusammen},

ich habe einige Tage nichts von Ihnen gehört und möchte gern weitermachen. Das brauche ich von Ihnen:
{update.needed}

Wenn etwas dazwischengekommen ist, sagen Sie es mir, und wir finden einen anderen Tag.

Freundliche Grüße
{my.name}",
        ),
        Purpose::FirstReminder => (
            "Rechnung {invoice.number}",
            "Guten Tag {client.person|zusammen},

eine kurze Notiz zur Rechnung {invoice.number}: Offen sind {invoice.open}, vereinbart ist der {invoice.due}.

{invoice.pay}

Wenn Sie schon bezahlt haben, vielen Dank, dann ist nichts mehr zu tun. Wenn etwas daran unklar ist, sagen Sie es mir.

Freundliche Grüße
{my.name}",
        ),
        Purpose::SecondReminder => (
            "Zahlungserinnerung zur Rechnung {invoice.number}",
            "Guten Tag {client.person|zusammen},

die Rechnung {invoice.number} war am {invoice.due} fällig, {invoice.open} sind noch nicht eingegangen. Vielleicht ist sie untergegangen.

Bitte zahlen Sie bis zum {invoice.new_due}. Der Fälligkeitstag der Rechnung bleibt der {invoice.due}.

{invoice.pay}

Wenn Sie schon bezahlt haben, vielen Dank. Wenn etwas daran unklar ist, sagen Sie es mir, und wir klären es.

Freundliche Grüße
{my.name}",
        ),
        Purpose::ThirdReminder => (
            "Mahnung zur Rechnung {invoice.number}",
            "Guten Tag {client.person|zusammen},

die Rechnung {invoice.number} war am {invoice.due} fällig. Ich habe Sie daran erinnert, und {invoice.open} sind noch offen.

Bitte zahlen Sie den ganzen Betrag bis zum {invoice.new_due}. Wenn es einen Grund gibt, warum das nicht geht, rufen Sie mich vorher an, damit wir einen Weg finden.

{invoice.pay}

Der Fälligkeitstag der Rechnung bleibt der {invoice.due}: Was für verspätete Zahlung geschuldet ist, zählt von dort.

Freundliche Grüße
{my.name}",
        ),
    }
}
