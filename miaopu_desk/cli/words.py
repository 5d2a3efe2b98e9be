"""命令行的用法和出错的话说中文：click 自带的词都是英文，这里一句一句换掉。"""

from collections.abc import Callable

_WORDS = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "看这一页说明。",
    "Show the version and exit.": "看版本。",
    "Error: {message}": "用错了：{message}",
    "Try '{command} {option}' for help.": "怎么用，请看“{command} {option}”。",
    "Missing option": "少写了选项",
    "Missing argument": "少写了参数",
    "Missing command.": "少写了命令。",
    "Missing parameter": "少写了参数",
    "Missing {param_type}": "少写了{param_type}",
    "Missing parameter: {param_name}": "少写了参数：{param_name}",
    "Invalid value: {message}": "值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "No such option {name!r}.": "没有 {name} 这个选项。",
    "No such command {name!r}.": "没有“{name}”这个命令。",
    "Option {name!r} does not take a value.": "选项 {name} 后面不跟值。",
    "Argument {name!r} takes {nargs} values.": "参数 {name} 要写 {nargs} 个值。",
    "{value!r} is not a valid {number_type}.": "“{value}”不是数字。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 里。",
    "{name} {filename!r} does not exist.": "没有这个{name}：{filename}。",
    "{name} {filename!r} is a directory.": "{filename} 是文件夹，不是{name}。",
    "{name} {filename!r} is a file.": "{filename} 是文件，不是{name}。",
    "{name} {filename!r} is not readable.": "读不了{name} {filename}。",
    "{name} {filename!r} is not writable.": "写不了{name} {filename}。",
    "Could not open file {filename!r}: {message}": "打不开文件 {filename}：{message}",
    "default: {default}": "不写时是 {default}",
    "required": "必须写",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "Aborted!": "已中止。",
}
# 单数、复数两种写法的，中文只有一种
_COUNTED = {
    "Did you mean {possibility}?": "是不是想写 {possibilities}？",
    "Option {name!r} requires an argument.": "选项 {name} 后面要跟一个值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name} 后面要跟 {nargs} 个值。",
    "Got unexpected extra argument ({args})": "多写了：{args}",
    "{value!r} is not {choice}.": "“{value}”不在可选的里面：{choice}。",
    "{value!r} is not one of {choices}.": "“{value}”不在可选的里面：{choices}。",
}


def said(text: str) -> str:
    """一句 click 的话的中文；没有列的原样。"""
    return _WORDS.get(text, text)


def counted(one: str, several: str, count: int) -> str:
    """分单复数的一句话的中文；没有列的照英文的规矩。"""
    return _COUNTED.get(one) or _COUNTED.get(several) or (one if count == 1 else several)


def speak_chinese() -> None:
    """让 click 说中文；它从 gettext 取词，取词的函数换成上面两个。"""
    import click
    import click.core
    import click.decorators
    import click.exceptions
    import click.formatting
    import click.parser
    import click.types

    words: dict[str, Callable[..., str]] = {"_": said, "ngettext": counted}
    for module in (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types):
        for name, function in words.items():
            if hasattr(module, name):
                setattr(module, name, function)
