//! The templates in Spanish.

use domain::letter::Purpose;

pub fn text(purpose: Purpose) -> (&'static str, &'static str) {
    match purpose {
        Purpose::Update => (
            "Cómo vamos, {today}",
            "Hola, {client.first_name|equipo}:

así vamos.

Hecho desde la última vez:
{update.done}

Lo siguiente:
{update.next}

Lo que necesito de su parte:
{update.needed}

Si algo se ve distinto desde su lado, basta una respuesta breve.

Un saludo,
{my.name}",
        ),
        Purpose::Reply => (
            "Su mensaje",
            "Hola, {client.first_name|equipo}:

gracias por su mensaje.

Un saludo,
{my.name}",
        ),
        Purpose::Welcome => (
            "Bienvenida, y por dónde empezamos",
            "Hola, {client.first_name|equipo}:

me alegra que trabajemos juntos. Estos son los primeros pasos:
{update.next}

Lo que necesito de su parte:
{update.needed}

Si surge una pregunta, escríbame cuando quiera.

Un saludo,
{my.name}",
        ),
        Purpose::Scope => (
            "Lo que hemos acordado",
            "Hola, {client.first_name|equipo}:

para que ambos lo tengamos por escrito, esto es lo que hemos acordado:

{update.next}

Lo que no está en esta lista no está incluido; si lo necesita, dígamelo y recibirá antes una estimación.

¿Lo ha entendido así? Basta una palabra de respuesta.

Un saludo,
{my.name}",
        ),
        Purpose::Kickoff => (
            "Nuestra reunión de inicio",
            "Hola, {client.first_name|equipo}:

me gustaría empezar con una llamada: qué quiere lograr, quién decide y cómo nos mantenemos en contacto.

Por favor, traiga:
{update.needed}

Después viene:
{update.next}

¿Qué día le viene bien?

Un saludo,
{my.name}",
        ),
        Purpose::Change => (
            "Su petición",
            "Hola, {client.first_name|equipo}:

gracias por su petición. La haré con gusto. Va más allá de lo acordado, así que antes de empezar, esto es lo que supondría:

Lo acordado hasta ahora sigue igual. Basta un sí breve y lo planifico. Si no, no cambia nada.

Un saludo,
{my.name}",
        ),
        Purpose::HardNews => (
            "Algo que conviene que sepa pronto",
            "Hola, {client.first_name|equipo}:

quiero que lo sepa pronto, y por mí.

Así propongo que sigamos:
{update.next}

Siento las molestias. Si estos días no le vienen bien, dígamelo y encontramos una solución.

Un saludo,
{my.name}",
        ),
        Purpose::CheckIn => (
            "¿Qué tal va?",
            "Hola, {client.first_name|equipo}:

ha pasado algún tiempo desde que terminamos. ¿Cómo le funciona, y debería ser algo distinto?

Una palabra sincera me ayuda, sea cual sea.

Un saludo,
{my.name}",
        ),
        Purpose::Recap => (
            "Lo que hemos logrado juntos",
            "Hola, {client.first_name|equipo}:

una mirada a lo que hemos hecho juntos:
{update.done}

¿Qué ha cambiado para ustedes? Si tienen cifras, me gustaría verlas, y añado las mías.

Un saludo,
{my.name}",
        ),
        Purpose::Rebooking => (
            "¿Qué viene ahora?",
            "Hola, {client.first_name|equipo}:

lo que habíamos planeado está casi listo. Estoy planificando las próximas semanas y me gustaría guardarle sitio.

¿Hablamos de lo que sigue? Si por ahora no hace falta nada, también está bien.

Un saludo,
{my.name}",
        ),
        Purpose::Referral => (
            "Una pequeña pregunta",
            "Hola, {client.first_name|equipo}:

me alegra que nuestro trabajo le guste. ¿Conoce a alguien a quien también pueda ayudar?

Si es así, bastan dos líneas para presentarnos; del resto me ocupo yo. Y si no se le ocurre nadie, no pasa nada.

Un saludo,
{my.name}",
        ),
        Purpose::Farewell => (
            "Gracias, y cómo cerramos",
            "Hola, {client.first_name|equipo}:

nuestro trabajo juntos termina aquí, y quiero cerrarlo bien.

Aún por mi parte:
{update.next}

Aún por la suya:
{update.needed}

Recibirá todos los archivos que son suyos, y devuelvo cada acceso. Gracias por su confianza; la puerta queda abierta.

Un saludo,
{my.name}",
        ),
        Purpose::Nudge => (
            "Una pregunta breve",
            "Hola, {client.first_name|equipo}:

hace unos días que no tengo noticias suyas y me gustaría seguir. Esto es lo que necesito de su parte:
{update.needed}

Si algo se ha interpuesto, dígamelo y encontramos otro día.

Un saludo,
{my.name}",
        ),
        Purpose::FirstReminder => (
            "Factura {invoice.number}",
            "Hola, {client.first_name|equipo}:

una nota breve sobre la factura {invoice.number}: {invoice.open} por pagar, con vencimiento el {invoice.due}.

{invoice.pay}

Si ya la ha pagado, gracias, no queda nada por hacer. Si algo no está claro, dígamelo.

Un saludo,
{my.name}",
        ),
        Purpose::SecondReminder => (
            "Recordatorio de la factura {invoice.number}",
            "Hola, {client.first_name|equipo}:

la factura {invoice.number} venció el {invoice.due}, y {invoice.open} no ha llegado. Quizá se haya pasado por alto.

Le ruego que la pague a más tardar el {invoice.new_due}. El vencimiento de la factura sigue siendo el {invoice.due}.

{invoice.pay}

Si ya la ha pagado, gracias. Si algo no está claro, dígamelo y lo vemos.

Un saludo,
{my.name}",
        ),
        Purpose::ThirdReminder => (
            "Segundo recordatorio de la factura {invoice.number}",
            "Hola, {client.first_name|equipo}:

la factura {invoice.number} venció el {invoice.due}. Se la he recordado, y {invoice.open} sigue pendiente.

Le ruego que pague el total a más tardar el {invoice.new_due}. Si hay un motivo que lo impida, llámeme antes de ese día para que encontremos una solución.

{invoice.pay}

El vencimiento de la factura sigue siendo el {invoice.due}: lo que se deba por demora cuenta desde ese día.

Un saludo,
{my.name}",
        ),
    }
}
