"""A bot as strangers write it, on python-telegram-bot or aiogram: is our relay's Bot API theirs?

Usage: third_party_client.py LIBRARY BASE_URL TOKEN

Polls until it has answered a message with buttons, fetched a photo and answered a pressed button.
Prints one line of JSON for each thing that it saw. Exit status: 0 all seen, 3 library missing.
"""

import asyncio
import hashlib
import json
import sys


def say(what, **facts):
    print(json.dumps({"saw": what, **facts}, ensure_ascii=False), flush=True)


async def python_telegram_bot(base_url, token):
    from telegram import InlineKeyboardButton, InlineKeyboardMarkup
    from telegram.ext import Application, CallbackQueryHandler, MessageHandler, filters

    done = asyncio.Event()
    builder = Application.builder().token(token)
    builder = builder.base_url(base_url + "/bot").base_file_url(base_url + "/file/bot")
    application = builder.build()

    async def text(update, context):
        message = update.effective_message
        say("message", text=message.text, chat=message.chat.type, date=message.date.isoformat())
        buttons = InlineKeyboardMarkup(
            [
                [InlineKeyboardButton("满意", callback_data="yes")],
                [InlineKeyboardButton("不满意", callback_data="no")],
            ]
        )
        sent = await message.reply_text("您满意吗？", reply_markup=buttons)
        say("sent", text=sent.text, sameChat=sent.chat.id == message.chat.id)

    async def photo(update, context):
        message = update.effective_message
        size = message.photo[-1]
        file = await size.get_file()
        content = bytes(await file.download_as_bytearray())
        say(
            "photo",
            caption=message.caption,
            width=size.width,
            height=size.height,
            digest=hashlib.sha256(content).hexdigest(),
        )

    async def press(update, context):
        query = update.callback_query
        say("press", data=query.data, under=query.message.text)
        say("answered", ok=await query.answer("好"))
        await context.bot.send_message(query.message.chat.id, "谢谢")
        done.set()

    application.add_handler(CallbackQueryHandler(press))
    application.add_handler(MessageHandler(filters.PHOTO, photo))
    application.add_handler(MessageHandler(filters.TEXT, text))
    async with application:
        say("me", username=application.bot.username)
        await application.bot.set_my_commands([("start", "开始")])
        menu = await application.bot.get_my_commands()
        say("menu", commands=[command.command for command in menu])
        say("webhook", waiting=(await application.bot.get_webhook_info()).pending_update_count)
        await application.start()
        await application.updater.start_polling(timeout=10)
        await asyncio.wait_for(done.wait(), 50)
        await application.updater.stop()
        await application.stop()


async def aiogram(base_url, token):
    from aiogram import Bot, Dispatcher, F
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup

    done = asyncio.Event()
    session = AiohttpSession(api=TelegramAPIServer.from_base(base_url))
    bot = Bot(token, session=session)
    dispatcher = Dispatcher()

    @dispatcher.message(F.text)
    async def text(message):
        say("message", text=message.text, chat=message.chat.type, date=message.date.isoformat())
        buttons = InlineKeyboardMarkup(
            inline_keyboard=[
                [InlineKeyboardButton(text="满意", callback_data="yes")],
                [InlineKeyboardButton(text="不满意", callback_data="no")],
            ]
        )
        sent = await message.answer("您满意吗？", reply_markup=buttons)
        say("sent", text=sent.text, sameChat=sent.chat.id == message.chat.id)

    @dispatcher.message(F.photo)
    async def photo(message):
        size = message.photo[-1]
        content = (await bot.download(size)).read()
        say(
            "photo",
            caption=message.caption,
            width=size.width,
            height=size.height,
            digest=hashlib.sha256(content).hexdigest(),
        )

    @dispatcher.callback_query()
    async def press(query):
        say("press", data=query.data, under=query.message.text)
        say("answered", ok=await query.answer("好"))
        await bot.send_message(query.message.chat.id, "谢谢")
        done.set()

    me = await bot.get_me()
    say("me", username=me.username)
    await bot.set_my_commands([BotCommand(command="start", description="开始")])
    menu = await bot.get_my_commands()
    say("menu", commands=[command.command for command in menu])
    say("webhook", waiting=(await bot.get_webhook_info()).pending_update_count)
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
    await asyncio.wait_for(done.wait(), 50)
    await dispatcher.stop_polling()
    await polling


def main():
    library, base_url, token = sys.argv[1:]
    try:
        __import__({"python-telegram-bot": "telegram", "aiogram": "aiogram"}[library])
    except ImportError:
        sys.exit(3)
    run = {"python-telegram-bot": python_telegram_bot, "aiogram": aiogram}[library]
    asyncio.run(run(base_url, token))


if __name__ == "__main__":
    main()
