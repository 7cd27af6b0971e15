//! The templates in French.

use domain::letter::Purpose;

pub fn text(purpose: Purpose) -> (&'static str, &'static str) {
    match purpose {
        Purpose::Update => (
            "Où nous en sommes, {today}",
            "Bonjour {client.first_name|à tous},

voici où nous en sommes.

Fait depuis la dernière fois :
{update.done}

La suite :
{update.next}

Ce qu’il me faut de votre part :
{update.needed}

Si quelque chose vous paraît différent, une courte réponse suffit.

Bien cordialement
{my.name}",
        ),
        Purpose::Reply => (
            "Votre message",
            "Bonjour {client.first_name|à tous},

merci pour votre message.

Bien cordialement
{my.name}",
        ),
        Purpose::Welcome => (
            "Bienvenue, et par quoi nous commençons",
            "Bonjour {client.first_name|à tous},

je me réjouis de travailler avec vous. Voici les premières étapes :
{update.next}

Ce qu’il me faut de votre part :
{update.needed}

Si une question se pose, écrivez-moi à tout moment.

Bien cordialement
{my.name}",
        ),
        Purpose::Scope => (
            "Ce que nous avons convenu",
            "Bonjour {client.first_name|à tous},

pour que nous l’ayons tous deux par écrit, voici ce que nous avons convenu :

{update.next}

Ce qui n’est pas dans cette liste n’est pas compris ; si vous en avez besoin, dites-le-moi, et vous recevrez d’abord une estimation.

Est-ce bien ainsi que vous l’avez compris ? Un mot en réponse suffit.

Bien cordialement
{my.name}",
        ),
        Purpose::Kickoff => (
            "Notre réunion de lancement",
            "Bonjour {client.first_name|à tous},

j’aimerais commencer par un entretien : ce que vous voulez atteindre, qui décide et comment nous restons en contact.

Merci d’apporter :
{update.needed}

Ensuite :
{update.next}

Quel jour vous convient ?

Bien cordialement
{my.name}",
        ),
        Purpose::Change => (
            "Votre demande",
            "Bonjour {client.first_name|à tous},

merci pour votre demande. Je m’en charge volontiers. Elle dépasse ce que nous avons convenu ; voici donc ce qu’elle représenterait avant que je commence :

Ce que nous avons convenu jusqu’ici ne change pas. Un simple oui suffit, et je la planifie. Sinon, rien ne change.

Bien cordialement
{my.name}",
        ),
        Purpose::HardNews => (
            "Quelque chose que vous devez savoir tôt",
            "Bonjour {client.first_name|à tous},

je tiens à ce que vous l’appreniez tôt, et par moi.

Voici comment je propose de continuer :
{update.next}

Veuillez m’excuser pour la gêne. Si ces jours ne vous conviennent pas, dites-le-moi, et nous trouverons une solution.

Bien cordialement
{my.name}",
        ),
        Purpose::CheckIn => (
            "Comment cela se passe-t-il ?",
            "Bonjour {client.first_name|à tous},

un peu de temps a passé depuis la fin de notre travail. Qu’en est-il chez vous, et faudrait-il changer quelque chose ?

Un mot sincère m’aide, quel qu’il soit.

Bien cordialement
{my.name}",
        ),
        Purpose::Recap => (
            "Ce que nous avons atteint ensemble",
            "Bonjour {client.first_name|à tous},

un regard sur ce que nous avons fait ensemble :
{update.done}

Qu’est-ce que cela a changé pour vous ? Si vous avez des chiffres, je les verrai avec plaisir et j’y ajouterai les miens.

Bien cordialement
{my.name}",
        ),
        Purpose::Rebooking => (
            "Et ensuite ?",
            "Bonjour {client.first_name|à tous},

ce que nous avions prévu est presque terminé. Je planifie les semaines à venir et j’aimerais vous garder de la place.

Voulez-vous que nous parlions de la suite ? S’il n’y a rien pour le moment, c’est bien aussi.

Bien cordialement
{my.name}",
        ),
        Purpose::Referral => (
            "Une petite question",
            "Bonjour {client.first_name|à tous},

je me réjouis que notre travail vous satisfasse. Connaissez-vous quelqu’un à qui il pourrait être utile ?

Si oui, deux lignes pour nous présenter suffisent ; je m’occupe du reste. Et si personne ne vous vient à l’esprit, aucun souci.

Bien cordialement
{my.name}",
        ),
        Purpose::Farewell => (
            "Merci, et comment nous terminons",
            "Bonjour {client.first_name|à tous},

notre travail ensemble se termine ici, et je tiens à bien le conclure.

Ce qui vient encore de ma part :
{update.next}

Ce qu’il me faut encore de la vôtre :
{update.needed}

Vous recevez tous les fichiers qui sont à vous, et je rends chaque accès. Merci de votre confiance ; la porte reste ouverte.

Bien cordialement
{my.name}",
        ),
        Purpose::Nudge => (
            "Une courte question",
            "Bonjour {client.first_name|à tous},

je n’ai pas eu de vos nouvelles depuis quelques jours et j’aimerais continuer. Voici ce qu’il me faut de votre part :
{update.needed}

Si quelque chose vous en a empêché, dites-le-moi, et nous trouverons un autre jour.

Bien cordialement
{my.name}",
        ),
        Purpose::FirstReminder => (
            "Facture {invoice.number}",
            "Bonjour {client.first_name|à tous},

un petit mot au sujet de la facture {invoice.number} : {invoice.open} à payer, pour l’échéance du {invoice.due}.

{invoice.pay}

Si vous l’avez déjà réglée, merci, il n’y a plus rien à faire. Si quelque chose n’est pas clair, dites-le-moi.

Bien cordialement
{my.name}",
        ),
        Purpose::SecondReminder => (
            "Relance : facture {invoice.number}",
            "Bonjour {client.first_name|à tous},

la facture {invoice.number} était à payer le {invoice.due}, et {invoice.open} ne nous sont pas parvenus. Elle vous a peut-être échappé.

Merci de la régler au plus tard le {invoice.new_due}. L’échéance de la facture reste le {invoice.due}.

{invoice.pay}

Si vous l’avez déjà réglée, merci. Si quelque chose n’est pas clair, dites-le-moi, et nous verrons cela ensemble.

Bien cordialement
{my.name}",
        ),
        Purpose::ThirdReminder => (
            "Deuxième relance : facture {invoice.number}",
            "Bonjour {client.first_name|à tous},

la facture {invoice.number} était à payer le {invoice.due}. Je vous l’ai rappelée, et {invoice.open} restent dus.

Merci de régler la totalité au plus tard le {invoice.new_due}. Si une raison vous en empêche, appelez-moi avant ce jour pour que nous trouvions une solution.

{invoice.pay}

L’échéance de la facture reste le {invoice.due} : ce qui est dû pour retard de paiement compte à partir de ce jour.

Bien cordialement
{my.name}",
        ),
    }
}
