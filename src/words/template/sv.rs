//! The templates in Swedish.

use domain::letter::Purpose;

pub fn text(purpose: Purpose) -> (&'static str, &'static str) {
    match purpose {
        Purpose::Update => (
            "Hur det ligger till, {today}",
            "Hej {client.first_name|allihop},

så här ligger det till.

Klart sedan sist:
{update.done}

Härnäst:
{update.next}

Det här behöver jag från dig:
{update.needed}

Om något ser annorlunda ut från ditt håll räcker ett kort svar.

Hälsningar
{my.name}",
        ),
        Purpose::Reply => (
            "Ditt meddelande",
            "Hej {client.first_name|allihop},

tack för ditt meddelande.

Hälsningar
{my.name}",
        ),
        Purpose::Welcome => (
            "Välkommen, och vad vi börjar med",
            "Hej {client.first_name|allihop},

jag är glad att vi ska arbeta tillsammans. Det här är de första stegen:
{update.next}

Det här behöver jag från dig:
{update.needed}

Om en fråga dyker upp, skriv till mig när som helst.

Hälsningar
{my.name}",
        ),
        Purpose::Scope => (
            "Vad vi har kommit överens om",
            "Hej {client.first_name|allihop},

för att vi båda ska ha det skriftligt, det här har vi kommit överens om:

{update.next}

Det som inte står på listan ingår inte. Behöver du det, säg till, så får du en uppskattning först.

Har du förstått det så? Ett ord som svar räcker.

Hälsningar
{my.name}",
        ),
        Purpose::Kickoff => (
            "Vårt startmöte",
            "Hej {client.first_name|allihop},

jag vill gärna börja med ett samtal: vad du vill nå, vem som beslutar och hur vi håller kontakten.

Ta gärna med:
{update.needed}

Efter det kommer:
{update.next}

Vilken dag passar dig?

Hälsningar
{my.name}",
        ),
        Purpose::Change => (
            "Din förfrågan",
            "Hej {client.first_name|allihop},

tack för din förfrågan. Jag gör det gärna. Den går utöver det vi kom överens om, så innan jag börjar är det här vad den skulle innebära:

Det vi redan har kommit överens om ligger fast. Ett kort ja räcker, så planerar jag in det. Om inte, ändras ingenting.

Hälsningar
{my.name}",
        ),
        Purpose::HardNews => (
            "Något du bör få veta tidigt",
            "Hej {client.first_name|allihop},

jag vill att du får veta det här tidigt, och av mig.

Så här föreslår jag att vi går vidare:
{update.next}

Jag är ledsen för besväret. Om dagarna inte passar dig, säg till, så hittar vi en lösning.

Hälsningar
{my.name}",
        ),
        Purpose::CheckIn => (
            "Hur går det?",
            "Hej {client.first_name|allihop},

det har gått en tid sedan vi blev klara. Hur fungerar det för dig, och är det något som borde vara annorlunda?

Ett ärligt ord hjälper mig, hur det än låter.

Hälsningar
{my.name}",
        ),
        Purpose::Recap => (
            "Vad vi har nått tillsammans",
            "Hej {client.first_name|allihop},

en tillbakablick på vad vi har gjort tillsammans:
{update.done}

Vad har det förändrat för dig? Om du har siffror ser jag dem gärna, och lägger till mina.

Hälsningar
{my.name}",
        ),
        Purpose::Rebooking => (
            "Vad kommer härnäst?",
            "Hej {client.first_name|allihop},

det vi planerade är nästan klart. Jag planerar de kommande veckorna och vill gärna hålla plats åt dig.

Ska vi prata om vad som kommer härnäst? Om inget behövs just nu är det också bra.

Hälsningar
{my.name}",
        ),
        Purpose::Referral => (
            "En liten fråga",
            "Hej {client.first_name|allihop},

jag är glad att du är nöjd med vårt arbete. Känner du någon som det också kunde hjälpa?

I så fall räcker två rader för att presentera oss; resten sköter jag. Och kommer du inte på någon gör det ingenting.

Hälsningar
{my.name}",
        ),
        Purpose::Farewell => (
            "Tack, och hur vi avslutar",
            "Hej {client.first_name|allihop},

vårt arbete tillsammans slutar här, och jag vill avsluta det väl.

Återstår från mig:
{update.next}

Återstår från dig:
{update.needed}

Du får alla filer som är dina, och jag lämnar tillbaka varje åtkomst. Tack för förtroendet; dörren står öppen.

Hälsningar
{my.name}",
        ),
        Purpose::Nudge => (
            "En kort fråga",
            "Hej {client.first_name|allihop},

jag har inte hört av dig på några dagar och vill gärna gå vidare. Det här behöver jag från dig:
{update.needed}

Om något har kommit emellan, säg till, så hittar vi en annan dag.

Hälsningar
{my.name}",
        ),
        Purpose::FirstReminder => (
            "Faktura {invoice.number}",
            "Hej {client.first_name|allihop},

en kort rad om faktura {invoice.number}: {invoice.open} att betala, med förfallodag {invoice.due}.

{invoice.pay}

Har du redan betalat, tack, då finns inget mer att göra. Är något oklart, säg till.

Hälsningar
{my.name}",
        ),
        Purpose::SecondReminder => (
            "Påminnelse om faktura {invoice.number}",
            "Hej {client.first_name|allihop},

faktura {invoice.number} förföll den {invoice.due}, och {invoice.open} har inte kommit in. Den kan ha blivit förbisedd.

Betala den senast den {invoice.new_due}. Fakturans förfallodag är fortfarande den {invoice.due}.

{invoice.pay}

Har du redan betalat, tack. Är något oklart, säg till, så reder vi ut det.

Hälsningar
{my.name}",
        ),
        Purpose::ThirdReminder => (
            "Andra påminnelsen om faktura {invoice.number}",
            "Hej {client.first_name|allihop},

faktura {invoice.number} förföll den {invoice.due}. Jag har påmint dig, och {invoice.open} är fortfarande obetalt.

Betala hela beloppet senast den {invoice.new_due}. Finns det ett skäl till att det inte går, ring mig före den dagen, så hittar vi en lösning.

{invoice.pay}

Fakturans förfallodag är fortfarande den {invoice.due}: det som ska betalas för försening räknas därifrån.

Hälsningar
{my.name}",
        ),
    }
}
